import { globSync, readFileSync } from "node:fs";
import { parseSync, Visitor, type ESTree } from "vite";
import { isTest } from "../walls/rooms.ts";

const root = new URL("../../", import.meta.url);

/** A test as its source names it: `%s` of a table and `${…}` of a template stay as written. Its group's title counts as a name too. */
export type NamedTest = { readonly file: string; readonly title: string };

const CALLEES = ["test", "it", "describe"];
/** A test that is told not to run proves nothing. */
const ASLEEP = ["skip", "todo", "fixme"];

/** Every title of one source, of tests and of their groups. */
export function testsOf(file: string, source: string): readonly NamedTest[] {
  const found: NamedTest[] = [];
  const asleep: [number, number][] = [];
  const { program } = parseSync(file, source);
  new Visitor({
    CallExpression: (call) => {
      const words = wordsOf(call.callee);
      const title = titleOf(call.arguments[0], source);
      if (!CALLEES.includes(words[0] ?? "") || title === undefined || call.arguments.length < 2) return;
      if (words.some((word) => ASLEEP.includes(word))) asleep.push([call.start, call.end]);
      else if (!asleep.some(([start, end]) => start < call.start && call.end < end)) found.push({ file, title });
    },
  }).visit(program);
  return found;
}

/** `test.describe.serial` and `test.each(rows)` as their words; nothing for what starts otherwise. */
function wordsOf(callee: ESTree.Node): readonly string[] {
  if (callee.type === "Identifier") return [callee.name];
  if (callee.type === "CallExpression" || callee.type === "TaggedTemplateExpression") return wordsOf(callee.type === "CallExpression" ? callee.callee : callee.tag);
  return callee.type === "MemberExpression" && callee.property.type === "Identifier" ? [...wordsOf(callee.object), callee.property.name] : [];
}

function titleOf(argument: ESTree.Node | undefined, source: string): string | undefined {
  if (argument?.type === "Literal" && typeof argument.value === "string") return argument.value;
  return argument?.type === "TemplateLiteral" ? source.slice(argument.start + 1, argument.end - 1) : undefined;
}

let known: ReadonlyMap<string, readonly string[]> | undefined;

/** The files in which a test of this title stands; none when there is no such test any more. */
export function filesNaming(title: string): readonly string[] {
  known ??= readAll();
  return known.get(title) ?? [];
}

function readAll(): ReadonlyMap<string, readonly string[]> {
  const files = globSync("{shared,paper,main,renderer,sync-server,build,e2e,bench}/**/*.{ts,tsx}", { cwd: root, exclude: ["build/out/**", "**/node_modules/**"] }).map((file) => file.replaceAll("\\", "/")).filter(isTest).toSorted();
  const titles = new Map<string, string[]>();
  for (const { file, title } of files.flatMap((each) => testsOf(each, readFileSync(new URL(each, root), "utf8")))) titles.set(title, [...(titles.get(title) ?? []), file]);
  return titles;
}

/** Where this test is, for a page; throws when there is none, so that no page names a test that is gone. */
export function namedTest(title: string): string {
  const files = filesNaming(title);
  if (files.length === 0) throw new Error(`no test is called "${title}"`);
  return `${[...new Set(files)].map((file) => `\`${file}\``).join(", ")}: ${title.replaceAll("|", "\\|")}`;
}
