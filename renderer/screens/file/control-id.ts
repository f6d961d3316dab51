import type { FieldName } from "../../../shared/pge/file-fields.ts";

/** The `id` of a field's control: where summaries and F2 lead. */
export const controlId = (field: FieldName): string => `field-${field}`;
