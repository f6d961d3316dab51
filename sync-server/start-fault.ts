/** Why the server does not start, in one sentence a language, with what to do. Printed alone, without a stack. */
export class StartFault extends Error {
  readonly fr: string;

  constructor({ fr, en }: { readonly fr: string; readonly en: string }, cause?: unknown) {
    super(en, cause === undefined ? {} : { cause });
    this.name = "StartFault";
    this.fr = fr;
  }
}

/** Why nobody can listen there, by what listening threw. */
export function portFault(host: string, port: number, error: unknown): StartFault {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return new StartFault({
    fr: `Le port ${port} (GUICHET_PORT) est déjà pris sur ${host} : arrêtez l'autre programme, ou donnez un autre port.`,
    en: `Port ${port} (GUICHET_PORT) is already taken on ${host}: stop the other program, or give another port.`,
  }, error);
  return new StartFault({
    fr: `Le serveur ne peut pas écouter sur ${host}:${port} (GUICHET_HOST, GUICHET_PORT ; ${String(code)}).`,
    en: `The server cannot listen on ${host}:${port} (GUICHET_HOST, GUICHET_PORT; ${String(code)}).`,
  }, error);
}
