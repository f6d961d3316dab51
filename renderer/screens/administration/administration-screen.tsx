import type { ReactElement } from "react";
import { useWords } from "../../components/words.ts";
import { RecoveryPart } from "./recovery-part.tsx";

/** What only an administrator sees and decides. */
export function AdministrationScreen(): ReactElement {
  const { t } = useWords();
  return (
    <main className="page administration" id="content" tabIndex={-1}>
      <header className="page-head"><h1>{t("frame.administration")}</h1></header>
      <RecoveryPart />
    </main>
  );
}
