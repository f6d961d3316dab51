import { S3Refusal } from "./refusal.ts";

/** One element: its text, or the elements in it. */
export type XmlElement = { readonly name: string; readonly text: string; readonly children: readonly XmlElement[] };

const namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;" };
const unescapes: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const escapeText = (text: string): string => text.replaceAll(/[&<>"\r]/g, (found) => escapes[found] ?? found);

/** `<name>…</name>`; a string or number is text, an array is what other calls of this function gave. Undefined gives nothing at all. */
export function element(name: string, content: string | number | boolean | readonly string[] | undefined): string {
  if (content === undefined) return "";
  return `<${name}>${typeof content === "object" ? content.join("") : escapeText(String(content))}</${name}>`;
}

/** A whole document; error documents carry no namespace. */
export const xmlDocument = (name: string, content: readonly string[], spaced = true): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${name}${spaced ? ` xmlns="${namespace}"` : ""}>${content.join("")}</${name}>`;

function unescapeText(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return unescapes[name ?? ""] ?? whole;
  });
}

/**
 * Reads the small documents that S3's requests carry: elements and text, no mixed content, no entities of their own.
 * @throws {S3Refusal} MalformedXML
 */
export function parseXml(source: string): XmlElement {
  const tokens = [...source.replace(/^﻿?\s*<\?xml[^?]*\?>/, "").trim().matchAll(/<(\/?)([\w:.-]+)([^<>]*?)(\/?)>|([^<>]+)/g)];
  if (tokens.map(([text]) => text).join("") !== source.replace(/^﻿?\s*<\?xml[^?]*\?>/, "").trim()) throw new S3Refusal("MalformedXML");
  type Open = { name: string; text: string; children: XmlElement[] };
  const root: Open = { name: "", text: "", children: [] };
  const open: Open[] = [root];
  for (const [, closing, name = "", , alone, text] of tokens) {
    const top = open.at(-1);
    if (top === undefined) throw new S3Refusal("MalformedXML");
    if (text !== undefined) top.text += unescapeText(text);
    else if (closing === "/") {
      if (open.length < 2 || top.name !== name) throw new S3Refusal("MalformedXML");
      open.pop();
      open.at(-1)?.children.push(top);
    } else if (alone === "/") top.children.push({ name, text: "", children: [] });
    else open.push({ name, text: "", children: [] });
  }
  const [only, ...more] = root.children;
  if (open.length !== 1 || only === undefined || more.length > 0) throw new S3Refusal("MalformedXML");
  return only;
}

export const childrenOf = (parent: XmlElement, name: string): readonly XmlElement[] => parent.children.filter((child) => child.name === name);

/** The trimmed text of the one child of that name, or undefined. */
export const childText = (parent: XmlElement, name: string): string | undefined => childrenOf(parent, name)[0]?.text.trim();
