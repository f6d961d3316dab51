import { useEffect, useState, type ReactElement } from "react";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { useWords } from "./words.ts";

const SHOWN_MS = 2_500;

/** A code or a command to give to somebody, with a button that copies it and says so. */
export function CopyCode({ code, label }: { readonly code: string; readonly label?: string }): ReactElement {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <span className="copy-code">
      <code>{code}</code>
      <Button short onPress={() => { void navigator.clipboard.writeText(code).then(() => setCopied(true)); }} {...(label === undefined ? {} : { label })}>
        <Icon name={copied ? "check" : "copy"} size={14} />
        <span aria-live="polite">{t(copied ? "door.copied" : "door.copy")}</span>
      </Button>
    </span>
  );
}
