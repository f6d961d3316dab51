import { useCallback, useId, useRef, useState, type ReactElement } from "react";
import type { FileView } from "../../../shared/bridge/file-views.ts";
import { DOCUMENT_TYPES, MAX_DOCUMENTS_PER_FILE, PIECES, type Piece } from "../../../shared/documents/document.ts";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk, useDeskState, useMay } from "../../state/desk-context.tsx";
import { addDocuments } from "../../state/documents-slice.ts";
import { canCapture } from "../../state/camera.ts";
import { CaptureSheet } from "./capture-sheet.tsx";
import { AddingList } from "./adding-list.tsx";
import { Checklist } from "./checklist.tsx";
import { DocumentLine } from "./document-line.tsx";
import { useGivenFiles } from "./use-given-files.ts";

/** The `id` of the part's heading: where the sections lead. */
export const DOCUMENTS_TITLE = "section-documents";

/** What proves the file: added by choosing, dropping or pasting; each with where it is, and what can be done with it. */
export function DocumentsPart({ view }: { readonly view: FileView }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const chooser = useRef<HTMLInputElement>(null);
  const pieceId = useId();
  const [piece, setPiece] = useState<Piece>("LIASSE_FISCALE");
  const documents = useDeskState((state) => state.desk.documents) ?? [];
  const adding = useDeskState((state) => state.desk.adding);
  const added = useDeskState((state) => state.desk.added);
  const [capturing, setCapturing] = useState(false);
  const mayAdd = useMay("files.enter") && view.status !== "withdrawn" && documents.length < MAX_DOCUMENTS_PER_FILE;
  const add = useCallback((files: readonly File[]) => void addDocuments(desk, files, piece), [desk, piece]);
  const isOver = useGivenFiles(mayAdd ? add : undefined);
  return (
    <section className={isOver ? "documents over" : "documents"} aria-labelledby={DOCUMENTS_TITLE}>
      <h2 id={DOCUMENTS_TITLE} tabIndex={-1}>{t("documents.title")}</h2>
      {mayAdd ? (
        <>
          <p className="quiet small">{isOver ? t("documents.drop") : t("documents.why")}</p>
          <div className="documents-add">
            <div className="field">
              <label htmlFor={pieceId}>{t("documents.piece")}</label>
              <select id={pieceId} className="input" value={piece} onChange={(event) => setPiece(PIECES.find((one) => one === event.target.value) ?? "AUTRE")}>
                {PIECES.map((one) => <option key={one} value={one}>{t(`piece.${one}`)}</option>)}
              </select>
            </div>
            <button type="button" className="button" onClick={() => chooser.current?.click()}><Icon name="plus" size={14} />{t("documents.add")}</button>
            {canCapture() ? <button type="button" className="button" aria-haspopup="dialog" onClick={() => setCapturing(true)}><Icon name="camera" size={14} />{t("documents.capture")}</button> : null}
            {capturing ? <CaptureSheet onPicture={(picture) => add([picture])} onClose={() => setCapturing(false)} /> : null}
            <input
              ref={chooser} type="file" hidden multiple accept={DOCUMENT_TYPES.join(",")}
              onChange={(event) => {
                add([...(event.target.files ?? [])]);
                event.target.value = ""; // the same one may be chosen again
              }}
            />
          </div>
        </>
      ) : null}
      <Checklist view={view} documents={documents} />
      <AddingList adding={adding} />
      {documents.length === 0 ? <p className="quiet small">{t("documents.none")}</p> : (
        <ul className="document-list" aria-label={t("documents.list")}>
          {documents.map((document) => <DocumentLine key={document.document} document={document} />)}
        </ul>
      )}
      <output className="unseen">{added === undefined ? "" : t("documents.added", { name: added })}</output>
    </section>
  );
}
