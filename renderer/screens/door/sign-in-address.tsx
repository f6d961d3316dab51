import type { ReactElement } from "react";
import { CopyCode } from "../../components/copy-code.tsx";
import { useWords } from "../../components/words.ts";
import { useDeskState } from "../../state/desk-context.tsx";

/** Where no browser could be opened: the same page, by hand. Electron's window opens no other address than its own, so there it is text. */
export function SignInAddress({ url }: { readonly url: string }): ReactElement {
  const { t } = useWords();
  const isInBrowser = useDeskState((state) => state.info?.host !== "electron");
  return (
    <section className="sign-in-address" aria-label={t("door.signIn.address")}>
      <p className="quiet small">{t("door.signIn.address")}</p>
      {isInBrowser ? <p><a href={url} target="_blank" rel="noreferrer">{t("door.signIn.follow")}</a></p> : null}
      <CopyCode code={url} />
    </section>
  );
}
