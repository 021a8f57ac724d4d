import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";

export interface Sortable {
  /** Put it on the element that is dragged and dropped onto. */
  ref: (element: HTMLElement | null) => void;
  isDragged: boolean;
  isOver: boolean;
}

/**
 * Makes an element one of a list whose order is changed by dragging. Give the list a keyboard way too: `moveKeys`.
 *
 * @param list things of different lists do not mix
 * @param onDrop another one of the list was dropped onto this one
 */
export function useSortable(list: string, id: string, onDrop: (dragged: string, onto: string) => void): Sortable {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [isDragged, setDragged] = useState(false);
  const [isOver, setOver] = useState(false);
  const drop = useRef(onDrop);
  useEffect(() => {
    drop.current = onDrop;
  });
  useEffect(() => {
    if (!element) return;
    return combine(
      draggable({ element, getInitialData: () => ({ list, id }), onDragStart: () => setDragged(true), onDrop: () => setDragged(false) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data.list === list && source.data.id !== id,
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: ({ source, location }) => {
          setOver(false);
          // Things may stand in things: only the innermost takes what is dropped.
          if (location.current.dropTargets[0]?.element === element) drop.current(String(source.data.id), id);
        },
      }),
    );
  }, [element, list, id]);
  return { ref: setElement, isDragged, isOver };
}

/** Alt with an arrow moves the thing that has the keyboard: -1 towards the beginning, 1 towards the end. */
export function moveKeys(onMove: (by: -1 | 1) => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (!event.altKey) return;
    const by = event.key === "ArrowUp" || event.key === "ArrowLeft" ? -1 : event.key === "ArrowDown" || event.key === "ArrowRight" ? 1 : null;
    if (by === null) return;
    event.preventDefault();
    onMove(by);
  };
}
