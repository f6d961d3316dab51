import type { Migration } from "./migration.ts";

/**
 * 0100: which contents of documents are at the centre, in which parts they come, and who sent or read them. Contents themselves are in the
 * object store. A row is seen with its file: the policies ask the file's own.
 */
export const documents: Migration = {
  version: 100,
  name: "documents",
  sql: `
    CREATE TABLE document (
      bank_id uuid NOT NULL, file_id uuid NOT NULL, document_id text NOT NULL, size integer NOT NULL, person_id uuid NOT NULL,
      begun_at bigint NOT NULL, completed_at bigint,
      PRIMARY KEY (bank_id, file_id, document_id), FOREIGN KEY (bank_id, file_id) REFERENCES file, FOREIGN KEY (bank_id, person_id) REFERENCES person
    );
    CREATE INDEX document_by_person ON document (bank_id, person_id, begun_at);
    CREATE TABLE document_part (
      bank_id uuid NOT NULL, file_id uuid NOT NULL, document_id text NOT NULL, place integer NOT NULL, part_id text NOT NULL, size integer NOT NULL,
      PRIMARY KEY (bank_id, file_id, document_id, place), FOREIGN KEY (bank_id, file_id, document_id) REFERENCES document
    );
    CREATE TABLE document_access (
      bank_id uuid NOT NULL, file_id uuid NOT NULL, document_id text NOT NULL, person_id uuid NOT NULL, at bigint NOT NULL,
      what text NOT NULL CHECK (what IN ('stored', 'read')), access_id bigint GENERATED ALWAYS AS IDENTITY,
      PRIMARY KEY (bank_id, access_id), FOREIGN KEY (bank_id, file_id, document_id) REFERENCES document
    );
    CREATE INDEX document_access_by_document ON document_access (bank_id, file_id, document_id);
    ALTER TABLE document ENABLE ROW LEVEL SECURITY;        ALTER TABLE document FORCE ROW LEVEL SECURITY;
    ALTER TABLE document_part ENABLE ROW LEVEL SECURITY;   ALTER TABLE document_part FORCE ROW LEVEL SECURITY;
    ALTER TABLE document_access ENABLE ROW LEVEL SECURITY; ALTER TABLE document_access FORCE ROW LEVEL SECURITY;
    CREATE POLICY of_file ON document TO guichet_write, guichet_read
      USING (bank_id = (SELECT scope_bank()) AND EXISTS (SELECT 1 FROM file f WHERE f.bank_id = document.bank_id AND f.file_id = document.file_id))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND EXISTS (SELECT 1 FROM file f WHERE f.bank_id = document.bank_id AND f.file_id = document.file_id));
    CREATE POLICY of_file ON document_part TO guichet_write, guichet_read
      USING (bank_id = (SELECT scope_bank()) AND EXISTS (SELECT 1 FROM file f WHERE f.bank_id = document_part.bank_id AND f.file_id = document_part.file_id))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND EXISTS (SELECT 1 FROM file f WHERE f.bank_id = document_part.bank_id AND f.file_id = document_part.file_id));
    CREATE POLICY by_person ON document_access TO guichet_write
      USING (bank_id = (SELECT scope_bank()) AND person_id = ANY ((SELECT scope_persons())::uuid[]))
      WITH CHECK (bank_id = (SELECT scope_bank()) AND person_id = ANY ((SELECT scope_persons())::uuid[])
        AND EXISTS (SELECT 1 FROM file f WHERE f.bank_id = document_access.bank_id AND f.file_id = document_access.file_id));
    GRANT SELECT, INSERT, UPDATE ON document TO guichet_write;
    GRANT SELECT, INSERT, DELETE ON document_part TO guichet_write;
    GRANT SELECT, INSERT ON document_access TO guichet_write;
    GRANT SELECT ON document, document_part TO guichet_read;`,
};
