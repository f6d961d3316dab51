import { expect, test } from "vitest";
import { unwrap } from "../shared/kernel/result.ts";
import { parseConfig } from "./config.ts";
import { createLog } from "./create-log.ts";
import { demonstrationBanks, demonstrationPeople } from "./demonstration/people.ts";
import { signIn } from "./identity/testing/sign-in.ts";
import { revokeBranchArguments, runRevokeBranch } from "./revoke-branch-command.ts";
import { StartFault } from "./start-fault.ts";
import { demonstrationFolder, startDemonstration } from "./testing/demonstration-server.ts";
import { remoteServices, remoteWorkstation, type RemoteWorkstation } from "./testing/remote-services.ts";
import { newId } from "./testing/workstation.ts";

const BANK = demonstrationBanks[0]?.id ?? "";
const [RENNES, BREST] = (demonstrationBanks[0]?.branches ?? []).map(({ id }): string => id) as [string, string];
const personOf = (login: string): string => demonstrationPeople.find((person) => person.login === login)?.id ?? "";
type Answer = { readonly ends: readonly { readonly replica: string; readonly state: string }[]; readonly left: readonly { readonly replica: string }[]; readonly said?: readonly { readonly replica: string; readonly is: string; readonly code?: string }[] };

/** Workstations of Rennes, of Brest and of a manager of both; the server has ended, for the store is an embedded one. */
async function branchAtWork() {
  const folder = await demonstrationFolder();
  const server = await startDemonstration({ GUICHET_DATA: folder });
  const at = async (login: string): Promise<RemoteWorkstation> => await remoteWorkstation(server.address, login);
  const [maelle, second, yann, soizic, gwenola] = [await at("maelle.exemple"), await at("maelle.exemple"), await at("yann.modele"), await at("soizic.essai"), await at("gwenola.maquette")] as const;
  await server.close();
  const command = async (...args: readonly string[]): Promise<{ readonly code: number; readonly out: string }> => {
    const order = revokeBranchArguments(args);
    if (order === undefined) return { code: 2, out: "" };
    let out = "";
    const code = await runRevokeBranch(unwrap(parseConfig({ GUICHET_DEMONSTRATION: "1", GUICHET_DATA: folder }), "configuration"), order, createLog("silent"), { out: (text) => { out += text; }, fault: () => undefined });
    return { code, out };
  };
  const json = async (...args: readonly string[]): Promise<Answer> => JSON.parse((await command(...args, "--json")).out) as Answer;
  return { folder, maelle, second, yann, soizic, gwenola, command, json };
}
const replicas = (rows: readonly { readonly replica: string }[]): readonly string[] => rows.map(({ replica }) => replica).toSorted();
const ids = (...stations: readonly RemoteWorkstation[]): readonly string[] => stations.map(({ replica }) => replica).toSorted();

test("[RH4] every workstation of a branch, and of no other, is ended at the word of two administrators; before that nothing has changed", { timeout: 600_000 }, async () => {
  const { folder, maelle, second, yann, soizic, gwenola, command, json } = await branchAtWork();
  const [loic, nadege] = ["loic.fictif", "nadege.specimen"].map((login) => ["--as", personOf(login), "--yes"]) as [string[], string[]];
  const listed = await json(BANK, RENNES);
  expect([replicas(listed.ends), replicas(listed.left), listed.said]).toEqual([ids(maelle, second, yann), ids(gwenola), undefined]);
  expect((await command(BANK, RENNES, "--as", personOf("loic.fictif"))).out).toContain("Nothing was done.");
  expect((await json(BANK, RENNES, ...loic)).said?.map(({ is }) => is)).toEqual(["waits", "waits", "waits"]);
  expect((await json(BANK, RENNES, ...loic)).said?.map(({ is }) => is)).toEqual(["stands", "stands", "stands"]);
  // Another errand is not confirmed by this word.
  expect(await json(BANK, RENNES, "--erase", "now", ...nadege)).toMatchObject({ said: [{ is: "refused", code: "G9505" }, { is: "refused", code: "G9505" }, { is: "refused", code: "G9505" }] });
  expect((await command(BANK, RENNES, "--erase", "now", ...nadege)).code).toBe(1);
  expect(replicas((await json(BANK, RENNES)).ends)).toEqual(ids(maelle, second, yann));
  const told = await command(BANK, RENNES, ...nadege);
  expect(told).toMatchObject({ code: 0, out: expect.stringMatching(/^ended: 3$/m) });
  expect(await json(BANK, RENNES)).toMatchObject({ ends: [], left: [{ replica: gwenola.replica }] });
  // Ended ones that are to be erased as well are an errand of their own, again of two.
  expect(replicas((await json(BANK, RENNES, "--erase", "carried")).ends)).toEqual(ids(maelle, second, yann));
  for (const [by, is] of [[loic, "waits"], [nadege, "ended"]] as const) expect((await json(BANK, RENNES, "--erase", "carried", "--shared", ...by)).said?.map((one) => one.is)).toEqual([is, is, is, is]);
  expect(replicas((await json(BANK, BREST, "--shared")).ends)).toEqual(ids(soizic));

  const { address } = await startDemonstration({ GUICHET_DATA: folder });
  for (const [ended, login] of [[maelle, "maelle.exemple"], [second, "maelle.exemple"], [yann, "yann.modele"], [gwenola, "gwenola.maquette"]] as const) expect(await pushAgain(ended, login, address)).toBe("G3003");
  expect(await pushAgain(soizic, "soizic.essai", address)).toBe("taken");
});

/** The same workstation at its server that started again, signed in anew. */
async function pushAgain(station: RemoteWorkstation, login: string, server: string): Promise<string> {
  const { access } = await signIn(server, login, "demonstration");
  station.moveTo({ services: remoteServices(server, access), address: station.address });
  station.seal({ kind: "created", file: newId(), body: { fields: {} } });
  const answer = await station.push(1);
  return answer.ok ? "taken" : answer.error.code;
}

test("[RH4] nobody but an administrator of that bank says it, of a branch of that bank", async () => {
  const { command } = await branchAtWork();
  const other = demonstrationBanks[1]?.branches[0]?.id ?? "";
  for (const login of ["gwenola.maquette", "maelle.exemple", "hugo.fictif", "camille.centre"]) await expect(command(BANK, RENNES, "--as", personOf(login), "--yes")).rejects.toBeInstanceOf(StartFault);
  for (const [bank, branch] of [[BANK, other], [newId(), RENNES]] as const) await expect(command(bank, branch)).rejects.toThrow(/no branch of this id/);
});

test.each([[], [BANK], [BANK, "x"], [BANK, RENNES, "more"], [BANK, RENNES, "--yes"], [BANK, RENNES, "--as", "somebody"], [BANK, RENNES, "--erase", "later"], [BANK, RENNES, "--force"]])("%s %s %s %s is not well formed", (...args) => {
  expect(revokeBranchArguments(args)).toBeUndefined();
});
