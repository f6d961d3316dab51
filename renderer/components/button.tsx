import type { ReactElement, ReactNode, Ref } from "react";

export type ButtonProps = {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly look?: "main" | "plain" | "danger";
  readonly short?: boolean;
  readonly wide?: boolean;
  /** Stays focusable and says why; pressing it does nothing. */
  readonly held?: boolean;
  readonly label?: string;
  readonly describedBy?: string;
  readonly expanded?: boolean;
  readonly controls?: string;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly submit?: boolean;
  /** False within a list that has one stop for the Tab key. */
  readonly tabbable?: boolean;
};

export function Button(props: ButtonProps): ReactElement {
  const { children, onPress, look, short = false, wide = false, held = false, label, describedBy, expanded, controls, ref, submit = false, tabbable = true } = props;
  const looks = ["button", look, short && "short", wide && "wide"].filter(Boolean).join(" ");
  return (
    <button
      ref={ref} type={submit ? "submit" : "button"} className={looks} aria-label={label} aria-describedby={describedBy}
      aria-expanded={expanded} aria-controls={controls} aria-disabled={held || undefined} tabIndex={tabbable ? undefined : -1}
      onClick={(event) => { if (submit && !held) return; event.preventDefault(); if (!held) onPress(); }}
    >
      {children}
    </button>
  );
}
