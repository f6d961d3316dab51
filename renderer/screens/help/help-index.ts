import MiniSearch from "minisearch";
import { fieldLabel } from "../../../shared/i18n/field-words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import { errorCodes, isErrorCode } from "../../../shared/kernel/error-codes.ts";
import { groundsOfField } from "../../../shared/pge/field-rules.ts";
import { FIELD_NAMES } from "../../../shared/pge/file-fields.ts";
import { HELP_TOPICS, topicTitle } from "./topics.ts";

/** One thing that the help knows. `id` is its place in the address: a topic's name, an error's code, `field-` and a field's name. */
export type HelpEntry = { readonly id: string; readonly kind: "topic" | "code" | "field"; readonly title: string };
type Page = HelpEntry & { readonly words: string; readonly text: string };

/** Everything that can be asked, in one language. */
function pagesOf(words: Words): readonly Page[] {
  const { t, find } = words;
  return [
    ...HELP_TOPICS.map((topic): Page => ({ id: topic, kind: "topic", title: t(topicTitle(topic)), words: find(`help.topic.${topic}.words`) ?? "", text: find(`help.topic.${topic}.body`) ?? "" })),
    ...Object.keys(errorCodes).filter(isErrorCode).map((code): Page => ({
      id: code, kind: "code", title: `${code} · ${t(`${code}.happened`)}`, words: code, text: `${t(`${code}.work`)} ${t(`${code}.todo`)}`,
    })),
    ...FIELD_NAMES.flatMap((field): readonly Page[] => {
      const rules = groundsOfField(field);
      const told = [find(`help.field.${field}.enter`), find(`help.field.${field}.where`)].filter((text) => text !== undefined);
      if (told.length === 0) return [];
      const law = rules.flatMap(({ rule, texts }) => [rule, find(`rule.${rule}`) ?? "", ...texts.map(({ cite }) => cite)]);
      return [{ id: `field-${field}`, kind: "field", title: fieldLabel(field, words), words: law.join(" "), text: told.join(" ") }];
    }),
  ];
}

const MARKS = /\p{Diacritic}/gu;
/** Case and accents put aside: "préaccord" is found as "PREACCORD". */
const plain = (term: string): string => term.normalize("NFD").replaceAll(MARKS, "").toLowerCase();
/** Elided articles, which stand apart once the apostrophe is gone. */
const ELIDED = new Set(["l", "d", "j", "n", "s", "c", "m", "t", "qu"]);

export type HelpIndex = { readonly search: (text: string) => readonly HelpEntry[] };

/** Answers without network and without the core; the best first, all the words before some of them, a slip of the key forgiven. */
export function createHelpIndex(words: Words): HelpIndex {
  const index = new MiniSearch<Page>({
    fields: ["title", "words", "text"], storeFields: ["kind", "title"],
    processTerm: (term) => { const kept = plain(term); return ELIDED.has(kept) ? null : kept; },
    searchOptions: {
      boost: { title: 4, words: 2 }, prefix: (term) => term.length > 1, fuzzy: (term) => (term.length > 4 && !/\d/.test(term) ? 0.2 : false),
      boostDocument: (_id, _term, stored) => (stored?.["kind"] === "topic" ? 2.5 : 1),
    },
  });
  const pages = pagesOf(words);
  index.addAll(pages);
  const byId = new Map(pages.map((page) => [page.id, page]));
  const found = (text: string, combineWith: "AND" | "OR"): readonly HelpEntry[] => index.search(text, { combineWith }).flatMap(({ id }) => byId.get(String(id)) ?? []);
  return {
    search: (text) => {
      const all = found(text, "AND");
      return all.length > 0 ? all : found(text, "OR");
    },
  };
}
