import type { ReactElement, ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

const icons = { attend: "alert", stop: "alert", done: "check", plain: "info" } as const satisfies { readonly [tone: string]: IconName };
export type Tone = keyof typeof icons;

/** A sentence or two that must be seen. `live` announces it when it appears. */
export function Note({ tone, children, live = false }: { readonly tone: Tone; readonly children: ReactNode; readonly live?: boolean }): ReactElement {
  return (
    <div className={`note ${tone}`} role={live ? (tone === "stop" ? "alert" : "status") : undefined}>
      <Icon name={icons[tone]} />
      <div>{children}</div>
    </div>
  );
}
