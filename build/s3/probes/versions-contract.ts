import { DeleteObjectCommand, GetObjectCommand, GetObjectRetentionCommand, ListObjectVersionsCommand, type ListObjectVersionsCommandOutput, PutObjectCommand, PutObjectLegalHoldCommand, PutObjectRetentionCommand } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { probeClient, type ProbeWorld, refusalOf } from "./probe-world.ts";

const minuteMs = 60_000;

/** Versions that stay behind what replaces them, and locks that keep them. Needs a bucket made with object lock. */
export function versionProbes(world: () => ProbeWorld): void {
  const at = (name: string) => ({ Bucket: world().lockBucket ?? "", Key: world().prefix + name });
  const put = (name: string, Body: string, more: object = {}) => probeClient(world()).send(new PutObjectCommand({ ...at(name), Body, ...more }));
  const text = async (name: string, VersionId?: string): Promise<string | undefined> => (await probeClient(world()).send(new GetObjectCommand({ ...at(name), ...(VersionId === undefined ? {} : { VersionId }) }))).Body?.transformToString();
  const remove = (name: string, more: object = {}) => probeClient(world()).send(new DeleteObjectCommand({ ...at(name), ...more }));

  describe("versions and locks", () => {
    it("keeps what was replaced or deleted, under its version's id", async () => {
      const [one, two] = [await put("kept", "one"), await put("kept", "two")];
      const marker = await remove("kept");
      expect(marker.DeleteMarker).toBe(true);
      expect((await refusalOf(text("kept"))).code).toBe("NoSuchKey");
      expect([await text("kept", one.VersionId), await text("kept", two.VersionId)]).toEqual(["one", "two"]);
      expect(await refusalOf(text("kept", marker.VersionId))).toEqual({ code: "MethodNotAllowed", status: 405 });
      const all = await probeClient(world()).send(new ListObjectVersionsCommand({ Bucket: at("kept").Bucket, Prefix: at("kept").Key }));
      expect(all.Versions?.map(({ VersionId, IsLatest }) => ({ VersionId, IsLatest }))).toEqual([{ VersionId: two.VersionId, IsLatest: false }, { VersionId: one.VersionId, IsLatest: false }]);
      expect(all.DeleteMarkers?.[0]?.IsLatest).toBe(true);
      await remove("kept", { VersionId: marker.VersionId });
      expect(await text("kept")).toBe("two");
      for (const { VersionId } of [one, two]) await remove("kept", { VersionId });
      expect((await refusalOf(text("kept", one.VersionId))).code).toBe("NoSuchVersion");
    });

    it("pages through versions without losing one", async () => {
      const ids = [];
      for (let turn = 0; turn < 5; turn += 1) ids.unshift((await put("pages", `turn ${turn}`)).VersionId);
      const seen = [];
      for (let marker: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {}; marker !== undefined; ) {
        const page: ListObjectVersionsCommandOutput = await probeClient(world()).send(new ListObjectVersionsCommand({ Bucket: at("pages").Bucket, Prefix: at("pages").Key, MaxKeys: 2, ...marker }));
        seen.push(...(page.Versions ?? []).map(({ VersionId }) => VersionId));
        marker = page.IsTruncated === true ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : undefined;
      }
      expect(seen).toEqual(ids);
      for (const VersionId of ids) await remove("pages", { VersionId });
    });

    it("keeps a version under GOVERNANCE from whoever does not ask to bypass it; a marker in front of it is no harm", async () => {
      const until = new Date(Date.now() + 5 * minuteMs);
      const { VersionId } = await put("governed", "x", { ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: until });
      expect(await refusalOf(remove("governed", { VersionId }))).toEqual({ code: "AccessDenied", status: 403 });
      const kept = await probeClient(world()).send(new GetObjectRetentionCommand({ ...at("governed"), VersionId }));
      expect(kept.Retention).toEqual({ Mode: "GOVERNANCE", RetainUntilDate: until });
      const { VersionId: marker } = await remove("governed");
      expect(await text("governed", VersionId)).toBe("x");
      expect(await refusalOf(probeClient(world()).send(new PutObjectRetentionCommand({ ...at("governed"), VersionId, Retention: { Mode: "GOVERNANCE", RetainUntilDate: new Date(until.getTime() - minuteMs) } })))).toEqual({ code: "AccessDenied", status: 403 });
      for (const one of [VersionId, marker]) await remove("governed", { VersionId: one, BypassGovernanceRetention: true });
      expect((await refusalOf(text("governed", VersionId))).code).toBe("NoSuchVersion");
    });

    it("keeps a version under a legal hold until it is lifted", async () => {
      const { VersionId } = await put("held", "x", { ObjectLockLegalHoldStatus: "ON" });
      expect((await refusalOf(remove("held", { VersionId, BypassGovernanceRetention: true }))).code).toBe("AccessDenied");
      await probeClient(world()).send(new PutObjectLegalHoldCommand({ ...at("held"), VersionId, LegalHold: { Status: "OFF" } }));
      await remove("held", { VersionId });
    });

    it("refuses a lock that ends in the past, and one in a bucket without locks", async () => {
      expect((await refusalOf(put("past", "x", { ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: new Date(Date.now() - minuteMs) }))).code).toBe("InvalidArgument");
      expect((await refusalOf(put("lockless", "x", { Bucket: world().bucket, ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: new Date(Date.now() + minuteMs) }))).code).toBe("InvalidRequest");
    });
  });
}
