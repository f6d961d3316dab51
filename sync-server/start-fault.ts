/** Why the server does not start, in one sentence a language, with what to do. Printed alone, without a stack. */
export class StartFault extends Error {
  readonly fr: string;

  constructor({ fr, en }: { readonly fr: string; readonly en: string }, cause?: unknown) {
    super(en, cause === undefined ? {} : { cause });
    this.name = "StartFault";
    this.fr = fr;
  }
}
