import { randomBytes } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { isSameSecret } from "../../sync-server/domain/same-secret.ts";
import { weatherActSchema } from "../../shared/bridge/weather-acts.ts";
import type { CodedError, ErrorCode } from "../../shared/kernel/error-codes.ts";
import { err, type Result } from "../../shared/kernel/result.ts";
import type { WeatherDesk } from "../../main/core/deps.ts";
import { readWeatherDoor, WEATHER_DOOR_FILE, WEATHER_DOOR_PATH, type WeatherDoor } from "../../main/hosts/cli/weather-door.ts";

const LONGEST_ACT_BYTES = 4_096;
const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = { G3001: 401, G3002: 403, G4001: 400, G4005: 404 };

/**
 * Lets commands of the same person make the weather: on 127.0.0.1, at a port of its own, for whoever shows the secret of a file that only its owner can
 * read. A page of a browser is refused whatever it shows (it says an Origin), so is a name that was made to lead here (Host).
 */
export async function openControlDoor(home: string, desk: WeatherDesk): Promise<{ readonly close: () => Promise<void> }> {
  const secret = randomBytes(32).toString("base64url");
  let host = "";
  const server = createServer((request, response) => {
    void answer(request, secret, host, desk)
      .catch((): Result<never, CodedError> => err({ code: "G5001" }))
      .then((result) => send(response, result));
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the weather desk's door does not listen");
  host = `127.0.0.1:${address.port}`;
  writeDoor(home, { format: 1, url: `http://${host}`, secret, pid: process.pid });
  return {
    close: async () => {
      const known = readWeatherDoor(home);
      if (known !== undefined && isSameSecret(known.secret, secret)) rmSync(join(home, WEATHER_DOOR_FILE), { force: true });
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(request: IncomingMessage, secret: string, host: string, desk: WeatherDesk): Promise<Result<unknown, CodedError>> {
  if (request.headers.host !== host || request.headers.origin !== undefined) return err({ code: "G3002" });
  if (!isSameSecret(request.headers.authorization ?? "", `Bearer ${secret}`)) return err({ code: "G3001" });
  if (request.method !== "POST" || request.url !== WEATHER_DOOR_PATH) return err({ code: "G4005" });
  const act = weatherActSchema.safeParse(await readBody(request));
  return act.success ? await desk(act.data) : err({ code: "G4001", params: { path: act.error.issues[0]?.path.join(".") ?? "" } });
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let length = 0;
  const body: AsyncIterable<Buffer> = request;
  for await (const piece of body) {
    pieces.push(piece);
    length += piece.length;
    if (length > LONGEST_ACT_BYTES) return undefined;
  }
  try {
    const read: unknown = JSON.parse(Buffer.concat(pieces).toString("utf8"));
    return read;
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, result: Result<unknown, CodedError>): void {
  response.writeHead(result.ok ? 200 : (STATUS[result.error.code] ?? 409), { "content-type": "application/json", "cache-control": "no-store", connection: "close" });
  response.end(JSON.stringify(result));
}

function writeDoor(home: string, door: WeatherDoor): void {
  const fresh = join(home, `${WEATHER_DOOR_FILE}.${door.pid}`);
  rmSync(fresh, { force: true });
  writeFileSync(fresh, JSON.stringify(door), { mode: 0o600, flag: "wx" });
  renameSync(fresh, join(home, WEATHER_DOOR_FILE));
}
