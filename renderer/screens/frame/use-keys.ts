import { useEffect } from "react";
import { flushSync } from "react-dom";
import { useDesk } from "../../state/desk-context.tsx";
import { sealFile } from "../../state/file-slice.ts";
import { go } from "../../state/navigate.ts";
import { requestNextField, requestSubmit } from "../file/file-requests.ts";
import { requestPaper } from "../papers/paper-requests.ts";
import { startFile } from "./commands.ts";
import type { Desk } from "../../state/desk.ts";

/** The keys of the whole desk. Single keys act only outside fields, and only when the person kept them. */
export function useKeys(): void {
  const desk = useDesk();
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const run = keyToOrder(event, desk);
      if (run === undefined) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [desk]);
}

function keyToOrder(event: KeyboardEvent, desk: Desk): (() => void) | undefined {
  const control = event.ctrlKey || event.metaKey;
  const floating = desk.get().panel !== undefined || document.querySelector("dialog[open]") !== null;
  if (control && !event.altKey && event.key.toLowerCase() === "k") return () => desk.set({ panel: desk.get().panel === "palette" ? undefined : "palette" });
  if (control && event.key.toLowerCase() === "s") return () => void sealFile(desk);
  // What the browser would print is a screen; with a file open, the key prints the file.
  if (control && !event.altKey && event.key.toLowerCase() === "p" && desk.get().desk.view !== undefined) return () => (floating ? undefined : requestPaper(desk, "summary"));
  if (floating) return undefined;
  if (event.key === "F1" && !control && !event.altKey) return () => go(desk, { kind: "help", topic: undefined });
  if (control && event.key === "Enter") return () => requestSubmit(desk);
  if (event.key === "F2") return () => requestNextField(desk);
  if (event.altKey && event.key === "ArrowLeft") return () => history.back();
  if (control || event.altKey || !desk.get().settings.singleKeys || isTyping(event.target)) return undefined;
  switch (event.key) {
    case "n": case "N": return () => void startFile(desk);
    case "/": return () => focusSearch(desk);
    case "j": case "J": return () => moveInList(1);
    case "k": case "K": return () => moveInList(-1);
    case "h": case "H": return () => go(desk, { kind: "help", topic: undefined });
    case "?": return () => desk.set({ panel: "keys" });
    default: return undefined;
  }
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=radio], [type=checkbox]), textarea, select"));

/** In this very key: the next one is already for the search, and must not be lost, or taken for another order. */
function focusSearch(desk: Desk): void {
  if (desk.get().route.kind !== "files") flushSync(() => go(desk, { kind: "files", filter: "all", file: undefined }));
  document.querySelector<HTMLInputElement>("[data-search]")?.focus();
}

/** The list moves its own focus: it knows rows that are not on the page yet. */
function moveInList(by: 1 | -1): void {
  document.querySelector("[data-file-list]")?.dispatchEvent(new CustomEvent("guichet-move", { detail: by }));
}
