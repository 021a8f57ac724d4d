import { useSearchParams } from "react-router";

/** Which tab is open, in the address. */
export function useTab<Id extends string>(tabs: readonly [Id, ...Id[]]): [Id, (tab: Id) => void] {
  const [params, setParams] = useSearchParams();
  const tab = tabs.find((each) => each === params.get("tab")) ?? tabs[0];
  const open = (next: Id) =>
    setParams(
      (before) => {
        if (next === tabs[0]) before.delete("tab");
        else before.set("tab", next);
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
  return [tab, open];
}
