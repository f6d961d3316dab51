import { keepBytes, keepFile } from "../../state/keep-file.ts";

/** Gives the content to the browser to keep where the person chooses. */
export const saveCopy = (name: string, base64: string): void => keepBytes(name, [base64]);

/** The same of a text, in UTF-8 with the mark that spreadsheets know it by. */
export const saveText = (name: string, text: string): void => keepFile(name, [`\uFEFF${text}`], "application/octet-stream");
