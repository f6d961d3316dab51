import { useState } from "react";
import type { FieldName } from "../../../shared/pge/file-fields.ts";
import { useDeskState } from "../../state/desk-context.tsx";

/** What a control holds as it was typed, until an undo or a redo gives its field another value: then the field's own value shows again. */
export function useTyped<T>(field: FieldName): readonly [T | undefined, (typed: T | undefined) => void] {
  const turn = useDeskState((state) => state.desk.entries.turns[field] ?? 0);
  const [held, setHeld] = useState<{ readonly turn: number; readonly typed: T | undefined }>();
  return [held?.turn === turn ? held.typed : undefined, (typed) => setHeld({ turn, typed })];
}
