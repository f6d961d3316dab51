import type { Migration } from "./migration.ts";

/** 0292: links of the audit that say something of one file's loan or documents are found by it: erasing a file must not read the audit whole. */
export const linkByFile: Migration = {
  version: 292,
  name: "link-by-file",
  index: { name: "link_by_file", on: "audit_link (bank_id, (body::jsonb #>> '{after,file_id}')) WHERE kind IN ('registration.act', 'registration.reinstated', 'document.access')" },
};
