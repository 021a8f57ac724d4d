import { CommandPalette, type Command } from "@souk/ui/command-palette";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useNavigate } from "react-router";

import { PLACES } from "@/app/places/all";
import { found } from "@/app/layout/find";
import { useSignOut } from "@/features/session/api/sign-out";
import { useCan } from "@/lib/use-session";

interface Props {
  isOpen: boolean;
  onClose: () => void;
  onHelp: () => void;
}

/** Pages, actions, and what the shop finds by the words: products, and orders by number or e-mail. */
export function Palette({ isOpen, onClose, onHelp }: Props) {
  const [query, setQuery] = useState("");
  const wanted = useDeferredValue(query.trim());
  const can = useCan();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const results = useQuery({ ...found(wanted, { products: can("products:write"), orders: can("orders:read") }), enabled: isOpen && wanted.length >= 2, placeholderData: keepPreviousData });
  const places: Command[] = PLACES.filter(({ scope }) => scope === undefined || can(scope)).map(({ path, title, icon, keys, words }) => ({
    id: path,
    title,
    group: "Go to",
    icon,
    run: () => void navigate(path),
    ...(keys && { keys }),
    ...(words && { words }),
  }));
  const actions: Command[] = [
    ...(can("products:write") ? [{ id: "new-product", title: "New product", group: "Do", icon: "plus" as const, words: "create add", run: () => void navigate("/products/new") }] : []),
    { id: "keys", title: "Keys", group: "Do", icon: "keys", keys: "?", words: "shortcuts help keyboard", run: onHelp },
    { id: "sign-out", title: "Sign out", group: "Do", icon: "out", words: "log out leave", run: () => signOut.mutate() },
  ];
  const things: Command[] = wanted.length < 2 ? [] : (results.data ?? []).map(({ id, title, group, path }) => ({ id, title, group, words: query, run: () => void navigate(path) }));
  return (
    <CommandPalette
      isOpen={isOpen}
      onClose={onClose}
      commands={[...places, ...actions, ...things]}
      query={query}
      onQuery={setQuery}
      isSearching={results.isFetching}
    />
  );
}
