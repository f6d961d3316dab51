import { getDocumentProxy } from "unpdf";

/** A node of the structure tree with the text that is read at it. What goes on over pages is a node on each: the reader tells the tree page by page. */
export type ReadNode = { readonly role: string; readonly lang: string | undefined; readonly text: string; readonly children: readonly ReadNode[] };
export type ReadPaper = {
  readonly title: unknown;
  readonly lang: unknown;
  readonly marked: boolean;
  readonly displaysTitle: boolean;
  /** What a screen reader reads, in the order of the structure tree. */
  readonly nodes: readonly ReadNode[];
  readonly text: string;
  readonly pages: readonly {
    /** Everything that stands on the page, artifacts included. */
    readonly shown: string;
    /** Head, foot and what lies across: not read aloud. */
    readonly artifacts: readonly string[];
    /** Text that is neither tagged nor an artifact: there must be none. */
    readonly loose: readonly string[];
  }[];
  /** Uncompressed objects of the file, for what no reader tells. */
  readonly source: string;
};

type TreeNode = { readonly role?: string; readonly lang?: string; readonly type?: string; readonly id?: string; readonly children?: readonly TreeNode[] };
type TextPart = { readonly str?: string; readonly hasEOL?: boolean; readonly type?: string; readonly id?: string | null; readonly tag?: string };

/** Opens a paper with Mozilla's reader, as a person's would. */
export async function readPaper(bytes: Uint8Array): Promise<ReadPaper> {
  const pdf = await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 });
  try {
    const [{ info }, markInfo] = [await pdf.getMetadata(), await pdf.getMarkInfo()];
    const preferences: Readonly<Record<string, unknown>> = { ...(await pdf.getViewerPreferences()) };
    const facts: Readonly<Record<string, unknown>> = { ...info };
    const pages: ReadPaper["pages"][number][] = [];
    const roots: ReadNode[] = [];
    for (let n = 1; n <= pdf.numPages; n += 1) {
      const page = await pdf.getPage(n);
      const { items } = await page.getTextContent({ includeMarkedContent: true });
      const sorted = sortText(items.map((item): TextPart => ({ ...item })));
      pages.push({ shown: [...sorted.artifacts, ...sorted.byId.values(), ...sorted.loose].join("\n"), artifacts: sorted.artifacts, loose: sorted.loose });
      const tree: TreeNode | null = await page.getStructTree();
      if (tree !== null) roots.push(...(tree.children ?? []).map((node) => readNode(node, sorted.byId)).flatMap(withoutEmpty));
    }
    const nodes = roots.flatMap((root) => (root.role === "Document" ? root.children : [root]));
    return {
      title: facts["Title"], lang: facts["Language"], marked: markInfo?.["Marked"] === true, displaysTitle: preferences["DisplayDocTitle"] === true,
      nodes, text: nodes.map(wholeText).join("\n"), pages, source: Buffer.from(bytes).toString("latin1"),
    };
  } finally {
    await pdf.loadingTask.destroy();
  }
}

export const wholeText = ({ text, children }: ReadNode): string => [text, ...children.map(wholeText)].filter((part) => part !== "").join(" ");

/** Every node of these roles, in reading order. */
export const nodesOf = (nodes: readonly ReadNode[], ...roles: readonly string[]): readonly ReadNode[] =>
  nodes.flatMap((node) => [...(roles.includes(node.role) ? [node] : []), ...nodesOf(node.children, ...roles)]);

function sortText(items: readonly TextPart[]): { readonly byId: ReadonlyMap<string, string>; readonly artifacts: readonly string[]; readonly loose: readonly string[] } {
  const byId = new Map<string, string>();
  const artifacts: string[] = [];
  const loose: string[] = [];
  const open: { readonly tag: string; readonly id: string | undefined }[] = [];
  for (const item of items) {
    if (item.type?.startsWith("beginMarkedContent") === true) open.push({ tag: item.tag ?? "", id: item.id ?? undefined });
    else if (item.type === "endMarkedContent") open.pop();
    else if (item.str !== undefined && item.str !== "") {
      const inside = open.findLast(({ tag, id }) => tag === "Artifact" || id !== undefined);
      const said = `${item.str}${item.hasEOL === true ? " " : ""}`;
      if (inside === undefined) loose.push(said);
      else if (inside.id === undefined) artifacts.push(item.str);
      else byId.set(inside.id, `${byId.get(inside.id) ?? ""}${said}`);
    }
  }
  return { byId, artifacts, loose: loose.filter((text) => text.trim() !== "") };
}

/** The reader tells the whole tree for every page: what has its text elsewhere is left to its own page. */
function withoutEmpty(node: ReadNode): readonly ReadNode[] {
  const children = node.children.flatMap(withoutEmpty);
  return node.text === "" && children.length === 0 ? [] : [{ ...node, children }];
}

function readNode(node: TreeNode, byId: ReadonlyMap<string, string>): ReadNode {
  const children = node.children ?? [];
  return {
    role: node.role ?? "", lang: node.lang,
    text: children.filter(({ type }) => type === "content").map(({ id }) => byId.get(id ?? "") ?? "").join("").trim(),
    children: children.filter(({ role }) => role !== undefined).map((child) => readNode(child, byId)),
  };
}
