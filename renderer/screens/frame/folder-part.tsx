import type { ReactElement } from "react";
import type { FolderState } from "../../../shared/bridge/sync-views.ts";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";

/** What the branch's shared folder brings, and what is wrong with it. */
export function FolderPart({ folder }: { readonly folder: FolderState }): ReactElement {
  const { t, count, find, format } = useWords();
  const ignored = Object.entries(folder.ignored);
  return (
    <section aria-labelledby="folder-title">
      <h3 id="folder-title">{t("folder.title")}</h3>
      {folder.path === undefined ? null : <p className="quiet small mono">{folder.path}</p>}
      {folder.lastReadAt === undefined ? null : <p className="quiet small">{t("folder.read", { when: format.dayAndTime(folder.lastReadAt) })}</p>}
      {folder.heard.changes === 0 ? null : <p>{count("folder.heard", folder.heard.files)}</p>}
      {folder.problem === undefined ? null : <Note tone="attend"><ErrorAccount error={folder.problem} />{folder.problem.code === "G8010" ? <p className="small mono">{String(folder.problem.params?.["reason"] ?? "")}</p> : null}</Note>}
      {ignored.length === 0 ? null : (
        <details className="quiet small">
          <summary>{count("folder.ignored", ignored.reduce((sum, [, n]) => sum + n, 0))}</summary>
          <ul>{ignored.map(([reason, n]) => <li key={reason}>{`${find(`folder.ignored.${reason}`) ?? reason} (${format.count(n)})`}</li>)}</ul>
        </details>
      )}
    </section>
  );
}
