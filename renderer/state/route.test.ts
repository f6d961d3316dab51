import { expect, test } from "vitest";
import { id, type FileId } from "../../shared/kernel/ids.ts";
import { hashToRoute, routeToHash, type Route } from "./route.ts";

const file = id<FileId>("0190c0de-0000-7000-8000-000000000001");
const routes: readonly Route[] = [{ kind: "today" }, { kind: "inbox" }, { kind: "overview" }, { kind: "settings" }, { kind: "administration", part: undefined }, { kind: "administration", part: "people" }, { kind: "help", topic: undefined }, { kind: "help", topic: "G2002" }, { kind: "help", topic: "field-turnover2019" }, { kind: "files", filter: "to-settle", file: undefined }, { kind: "files", filter: "all", file }];

test("a place in the window survives the address and back", () => {
  for (const route of routes) expect(hashToRoute(routeToHash(route))).toEqual(route);
});

test("an address that means nothing is the first screen, an unknown filter is all files, a malformed file is none", () => {
  expect(hashToRoute("#t=abc")).toEqual({ kind: "today" });
  expect(hashToRoute("#/help/<b>")).toEqual({ kind: "help", topic: undefined });
  expect(hashToRoute("#/administration/odd")).toEqual({ kind: "administration", part: undefined });
  expect(hashToRoute("#/files/odd/not-a-file")).toEqual({ kind: "files", filter: "all", file: undefined });
});
