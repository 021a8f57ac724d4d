import type { Suggestion } from "@souk/api/types";
import { Icon } from "@souk/ui/icon";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useId, useState } from "react";
import { useNavigate } from "react-router";

import { suggestions } from "@/features/browse/api/suggest";
import styles from "@/features/browse/components/search-box.module.css";
import { language, pathIn } from "@/lib/language";
import { useSettled } from "@/lib/use-settled";
import { t } from "@/lib/words";

const SUGGESTIONS_MAX = 7;
/** Between keys of somebody who types fluently; the shop is asked when they pause. */
const SETTLED_MS = 120;

/** The shop's search with suggestions: an ARIA combobox. Arrow keys choose, Enter searches, Escape closes. */
export function SearchBox({ initial }: { initial: string }) {
  const navigate = useNavigate();
  const id = useId();
  const [words, setWords] = useState(initial);
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const { data } = useQuery(suggestions(useDeferredValue(useSettled(words.trim(), SETTLED_MS))));
  const offers = open && words.trim().length > 1 ? (data ?? []).slice(0, SUGGESTIONS_MAX) : [];

  function close(text: string) {
    setWords(text);
    setOpen(false);
    setChosen(-1);
  }

  function search() {
    const q = words.trim();
    close(q);
    if (q) void navigate(`/search?${new URLSearchParams({ q })}`);
  }

  /** A suggestion names a product or a category: straight there. */
  function goTo({ text, slug, category }: Suggestion) {
    close("");
    void navigate(category ? `/c/${category}` : slug ? `/p/${slug}` : `/search?${new URLSearchParams({ q: text })}`);
  }

  function onKeyDown(event: React.KeyboardEvent) {
    if (event.key === "Escape") setOpen(false);
    if (offers.length === 0 || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    // -1 is the text as typed.
    setChosen((now) => ((now + 1 + step + offers.length + 1) % (offers.length + 1)) - 1);
  }

  return (
    <search className={styles.search}>
      <form
        className={styles.box}
        action={pathIn(language, "/search")}
        onSubmit={(event) => {
          event.preventDefault();
          const offer = offers[chosen];
          if (offer) goTo(offer);
          else search();
        }}
      >
        <input
          type="search"
          name="q"
          role="combobox"
          aria-label={t("search.label")}
          placeholder={t("search.label")}
          autoComplete="off"
          enterKeyHint="search"
          maxLength={120}
          aria-expanded={offers.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={offers[chosen] ? `${id}-${chosen}` : undefined}
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setOpen(true);
            setChosen(-1);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setOpen(false)}
        />
        <button type="submit" aria-label={t("search.button")}>
          <Icon name="search" />
        </button>
      </form>
      <div id={`${id}-list`} className={styles.list} role="listbox" aria-label={t("search.suggestions")} hidden={offers.length === 0}>
        {offers.map((offer, index) => (
          // The combobox holds the focus and the keys; a pointer chooses before the field loses it.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- keys are handled on the combobox
          <div
            key={`${offer.category ?? ""}/${offer.slug ?? ""}/${offer.text}`}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => goTo(offer)}
          >
            {offer.text}
            {offer.category && <small>{t("search.stall")}</small>}
          </div>
        ))}
      </div>
    </search>
  );
}
