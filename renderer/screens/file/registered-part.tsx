import { useEffect, useRef, type ReactElement } from "react";
import type { Registration } from "../../../shared/sync/file-state.ts";
import { CopyCode } from "../../components/copy-code.tsx";
import { Icon } from "../../components/icon.tsx";
import { useNow } from "../../components/now.ts";
import { useWords } from "../../components/words.ts";
import { phoneSpelling } from "./phone-spelling.ts";

/** The number that the centre issued: to read, to copy, to say over the telephone. */
export function RegisteredPart({ registration }: { readonly registration: Registration }): ReactElement {
  const { t, format, language } = useWords();
  const now = useNow();
  const heading = useRef<HTMLHeadingElement>(null);
  const fresh = now - registration.registeredAt < 15_000;
  useEffect(() => {
    if (fresh) heading.current?.focus();
  }, [fresh]);
  return (
    <section className="registered" aria-labelledby="registered-title">
      <h2 id="registered-title" ref={heading} tabIndex={-1}><Icon name="check" /> {t("file.registered.title")}</h2>
      <p className="small">{t("file.registered.number")}</p>
      <p className="number" translate="no">{registration.number}</p>
      <CopyCode code={registration.number} label={t("file.registered.copy")} />
      <p className="spelled small"><span className="quiet">{t("file.registered.spelled")}</span> {phoneSpelling(registration.number, language).map((part) => part.map((sign) => (sign.word === undefined ? sign.c : t("phone.letter", { c: sign.c, word: sign.word }))).join(", ")).join(" — ")}</p>
      <p className="quiet small">{t("file.registered.at", { when: format.dayAndTime(registration.registeredAt), date: format.date(registration.grantOn), rules: registration.rules })}</p>
    </section>
  );
}
