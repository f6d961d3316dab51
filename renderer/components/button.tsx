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
};

export function Button(props: ButtonProps): ReactElement {
  const { children, onPress, look, short = false, wide = false, held = false, label, describedBy, expanded, controls, ref, submit = false } = props;
  const looks = ["button", look, short && "short", wide && "wide"].filter(Boolean).join(" ");
  return (
    <button
      ref={ref} type={submit ? "submit" : "button"} className={looks} aria-label={label} aria-describedby={describedBy}
      aria-expanded={expanded} aria-controls={controls} aria-disabled={held || undefined}
      onClick={(event) => { if (submit && !held) return; event.preventDefault(); if (!held) onPress(); }}
    >
      {children}
    </button>
  );
}
