import type { ReactElement } from "react";

/** One or more keys as they stand on a keyboard: `["Ctrl", "K"]`. */
export function KeyCap({ keys }: { readonly keys: readonly string[] }): ReactElement {
  return <kbd>{keys.map((key, i) => <span key={key}>{i > 0 ? " " : ""}<kbd className="keycap">{key}</kbd></span>)}</kbd>;
}
