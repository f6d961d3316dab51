import type { FieldName } from "../../shared/pge/file-fields.ts";
import type { Words } from "../../shared/i18n/texts.ts";

export const fieldHint = (field: FieldName, { find }: Words): string | undefined => find(`field.${field}.hint`);
