import type { ReactElement } from "react";

/** Drawn for Guichet on a 16 px grid, one stroke of 1.5. Decorative: the word beside it carries the meaning. */
const paths = {
  sun: "M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6M8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1",
  files: "M2.5 4.5v8a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1v-6a1 1 0 0 0-1-1H8L6.5 3.5h-3a1 1 0 0 0-1 1",
  scales: "M8 2v12M4.5 14h7M3 4.5h10M3 4.5 1.2 9.2a2 2 0 0 0 3.6 0L3 4.5M13 4.5l-1.8 4.7a2 2 0 0 0 3.6 0L13 4.5",
  sliders: "M2 4.5h7M12.5 4.5H14M2 11.5h1.5M7 11.5h7M10.8 2.8a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4M5.2 9.8a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4",
  bars: "M2.5 13.5h11M4 13.5v-4M8 13.5v-10M12 13.5v-7",
  search: "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9M10.4 10.4 14 14",
  camera: "M2 5.2h2.6l1-1.7h4.8l1 1.7H14v7.3H2zM8 6.7a2.1 2.1 0 1 0 0 4.2 2.1 2.1 0 0 0 0-4.2",
  plus: "M8 3v10M3 8h10",
  cross: "M4 4l8 8M12 4l-8 8",
  check: "M3 8.5 6.5 12 13 4.5",
  chevron: "M6 3.5 10.5 8 6 12.5",
  back: "M10 3.5 5.5 8 10 12.5",
  alert: "M8 1.8 15 14H1L8 1.8M8 6v4M8 12v.1",
  info: "M8 1.7a6.3 6.3 0 1 1 0 12.6A6.3 6.3 0 0 1 8 1.7M8 7.2v4M8 4.9V5",
  undo: "M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M3 6.5l3-3M3 6.5l3 3",
  redo: "M13 6.5H6.5a3.5 3.5 0 0 0 0 7H10M13 6.5l-3-3M13 6.5l-3 3",
  help: "M8 1.7a6.3 6.3 0 1 1 0 12.6A6.3 6.3 0 0 1 8 1.7M6.2 6.4a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.7-.9 1.3M8 11.4v.1",
  lock: "M4 7h8a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2",
  copy: "M6 5.5h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1M3 10.5V3.5a1 1 0 0 1 1-1h6",
  table: "M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 6.5v6",
  takeOut: "M8 2v8M4.8 6.8 8 10l3.2-3.2M2.5 11v2a.8.8 0 0 0 .8.8h9.4a.8.8 0 0 0 .8-.8v-2",
  send: "M14 2 7 9M14 2 9.5 14 7 9 2 6.5 14 2",
  trash: "M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.5 9h6l.5-9",
  cloud: "M4.5 12.5a3 3 0 0 1-.3-6 4 4 0 0 1 7.7.8 2.6 2.6 0 0 1-.4 5.2z",
  cloudOff: "M4.5 12.5a3 3 0 0 1-.3-6 4 4 0 0 1 7.7.8 2.6 2.6 0 0 1-.4 5.2zM2 2l12 12",
  calendar: "M3 3.5h10a.8.8 0 0 1 .8.8v8.4a.8.8 0 0 1-.8.8H3a.8.8 0 0 1-.8-.8V4.3a.8.8 0 0 1 .8-.8M2.2 6.5h11.6M5.3 2v2.5M10.7 2v2.5",
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }): ReactElement {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round">
      <path d={paths[name]} />
    </svg>
  );
}
