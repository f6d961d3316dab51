import { operatorWords, type OperatorWords } from "../shared/i18n/operator-words.ts";
import type { Language } from "../shared/i18n/format.ts";
import { words } from "../shared/i18n/texts.ts";
import type { CodedError } from "../shared/kernel/error-codes.ts";
import { uuidV7 } from "../shared/kernel/ids.ts";
import { PROTOCOL_VERSION } from "../shared/sync/protocol.ts";
import type { ActAnswer, OperatorRegistration, RecordedAct } from "../shared/sync/operator-messages.ts";
import type { ServerConfig } from "./config.ts";
import { createOperatorDesk, type OperatorDesk } from "./domain/operator/create-operator-desk.ts";
import type { Caller } from "./domain/services.ts";
import type { ServerLog } from "./http/http-deps.ts";
import { errorLine } from "./error-line.ts";
import { readOperatorArguments, type OperatorCommand, type OperatorOrder } from "./operator-arguments.ts";
import { randomBytesOf, withCentre } from "./with-store.ts";

/** Where a command writes: its answer, and what went wrong. */
export type CommandOutput = { readonly out: (text: string) => void; readonly fault: (text: string) => void };
export type ExitCode = 0 | 1 | 2;

type Desk = { readonly desk: OperatorDesk; readonly caller: Caller; readonly of: { readonly protocol: number; readonly centre: string; readonly epoch: string } };
/** What there is to say: the document of `--json`, or lines. */
type Said = { readonly document: unknown; readonly lines: readonly string[] };

/**
 * `operator …`: finds registrations, and corrects, cancels or releases them at the store itself. Whoever can open the store names the operator, who must be of the
 * directory. Answers the exit code: 1 refused, 2 not well formed. @throws StartFault where the store does not open
 */
export async function runOperatorCommand(config: ServerConfig, args: readonly string[], language: Language, log: ServerLog, { out, fault }: CommandOutput): Promise<ExitCode> {
  const order = readOperatorArguments(args);
  const said = operatorWords(language);
  if (!order.ok) {
    const { key, holes, json } = order.error;
    if (json) out(`${JSON.stringify({ error: { message: said.say(key, holes) } })}\n`);
    else fault(`${said.say(key, holes).trimEnd()}\n`);
    return 2;
  }
  return await withCentre<ExitCode>(config, log, async ({ store, centre, moment }) => {
    const caller: Caller = { user: order.value.as, name: "", role: "operator", bank: undefined, branches: [] }; // the database knows whether that is true
    const answer = await carryOut({ desk: createOperatorDesk({ store, centre, moment, door: "command" }), caller, of: { protocol: PROTOCOL_VERSION, centre: centre.id, epoch: centre.epoch.id } }, order.value, said);
    if ("code" in answer) {
      if (order.value.json) out(`${JSON.stringify({ error: answer })}\n`);
      else fault(`${errorLine(answer, language)}\n`);
      return 1;
    }
    out(order.value.json ? `${JSON.stringify(answer.document, null, 2)}\n` : `${answer.lines.join("\n")}\n`);
    return 0;
  });
}

async function carryOut(at: Desk, { command, yes }: OperatorOrder, said: OperatorWords): Promise<Said | CodedError> {
  const { desk, caller, of } = at;
  switch (command.does) {
    case "find": {
      const found = await desk.find(caller, { ...of, search: command.search });
      return found.ok ? { document: found.value.registrations, lines: found.value.registrations.flatMap((one) => registrationLines(one, said)) } : found.error;
    }
    case "acts": {
      const listed = await desk.acts(caller, { ...of, number: command.number, limit: 100 });
      if (!listed.ok) return listed.error;
      const { acts } = listed.value;
      return { document: acts, lines: acts.length === 0 ? [said.say("acts.none")] : acts.flatMap((one) => actLines(one, said)) };
    }
    case "decide": {
      if (!yes) return await showWaiting(at, command.act, said);
      const decided = await desk.decide(caller, { ...of, act: command.act, decision: command.decision });
      return decided.ok ? { document: decided.value, lines: answerLines(decided.value, said) } : decided.error;
    }
    case "act": return await act(at, command, yes, said);
  }
}

/** Always looked at first, and then done on what was seen, so that nothing is decided on a file that changed between the two. */
async function act({ desk, caller, of }: Desk, { does: _does, amount, act: given, ...asked }: Extract<OperatorCommand, { readonly does: "act" }>, yes: boolean, said: OperatorWords): Promise<Said | CodedError> {
  const request = { ...of, ...asked, act: given ?? uuidV7(Date.now(), randomBytesOf(16)), ...(amount === undefined ? {} : { amount }) };
  const shown = await desk.act(caller, { ...request, dry: true });
  if (!shown.ok) return shown.error;
  if (!yes || shown.value.outcome !== "shown") return { document: shown.value, lines: answerLines(shown.value, said) };
  const done = await desk.act(caller, { ...request, seen: shown.value.before.version });
  return done.ok ? { document: done.value, lines: answerLines(done.value, said) } : done.error;
}

async function showWaiting({ desk, caller, of }: Desk, act: string, said: OperatorWords): Promise<Said | CodedError> {
  const listed = await desk.acts(caller, { ...of, act, limit: 10 });
  if (!listed.ok) return listed.error;
  const [waiting] = listed.value.acts.every(({ step }) => step === "asked") ? listed.value.acts : [];
  return waiting === undefined ? { code: "G9724" } : { document: waiting, lines: [...actLines(waiting, said), said.say("shown.decide")] };
}

function answerLines({ outcome, act: id, kind, before, after }: ActAnswer, said: OperatorWords): readonly string[] {
  const isMade = outcome === "done";
  return [
    said.say(`act.${kind}`),
    said.say("before", { standing: said.standing(before) }),
    ...(after === undefined || outcome === "turned-down" ? [] : [said.say(isMade ? "after" : "would", { standing: said.standing(after) })]),
    ...(outcome === "shown" && kind === "released" ? [said.say("shown.two")] : []),
    said.say(outcome, { act: id }),
  ];
}

function registrationLines({ number, siren, bankName, branchName, scheme, grantOn, standing }: OperatorRegistration, said: OperatorWords): readonly string[] {
  const { find, format } = words[said.language];
  return [said.say("registration", { number, siren, bank: bankName, branch: branchName, scheme: find(`choice.scheme.${scheme}`) ?? scheme, day: format.date(grantOn) }), `  ${said.standing(standing)}`];
}

function actLines({ act: id, step, kind, number, bankName, branchName, by, at, reason, asked, before, after }: RecordedAct, said: OperatorWords): readonly string[] {
  return [
    said.say("act.line", { when: words[said.language].format.dayAndTime(at), step: said.say(`step.${step}`), what: said.say(`act.${kind}`), number, bank: bankName, branch: branchName, by: by === "" ? said.say("by.clock") : by }),
    `  ${said.say("act.grounds", { reason, asked, act: id })}`,
    `  ${said.say("before", { standing: said.standing(before) })}`,
    ...(after === undefined ? [] : [`  ${said.say(step === "done" ? "after" : "would", { standing: said.standing(after) })}`]),
  ];
}
