/** What a request can be refused with: S3's own codes, the status each goes with, and a sentence where the place has no better one. */
const refusals = {
  AccessDenied: [403, "Access Denied"],
  AuthorizationHeaderMalformed: [400, "The authorization header is malformed."],
  AuthorizationQueryParametersError: [400, "The query string does not carry a whole signature."],
  BadDigest: [400, "The digest that was sent is not the one of the bytes that came."],
  BucketAlreadyOwnedByYou: [409, "This bucket is already yours."],
  BucketNotEmpty: [409, "The bucket still holds objects or versions."],
  ConditionalRequestConflict: [409, "Another write of this key was under way; try again."],
  EntityTooLarge: [400, "The object is larger than one upload may be."],
  EntityTooSmall: [400, "A part that is not the last is smaller than the least a part may be."],
  IncompleteBody: [400, "Fewer bytes came than Content-Length announced."],
  InternalError: [500, "We met an internal error. Please try again."],
  InvalidAccessKeyId: [403, "The access key id is not in our records."],
  InvalidArgument: [400, "Invalid argument."],
  InvalidBucketName: [400, "The bucket's name is not valid."],
  InvalidBucketState: [409, "The request does not go with the bucket's state."],
  InvalidChunkSizeError: [403, "Only the last chunk may be smaller than 8192 bytes."],
  InvalidDigest: [400, "The Content-MD5 is not a digest."],
  InvalidPart: [400, "A part was not found, or its entity tag is another."],
  InvalidPartOrder: [400, "The parts are not listed in ascending order."],
  InvalidRange: [416, "The range cannot be satisfied."],
  InvalidRequest: [400, "Invalid request."],
  InvalidToken: [400, "The security token is not valid."],
  KeyTooLongError: [400, "The key is longer than 1024 bytes."],
  "KMS.NotFoundException": [400, "The key does not exist."],
  MalformedTrailerError: [400, "The trailer is not the one that was announced."],
  MalformedXML: [400, "The XML is not well formed or not of the published schema."],
  MaxMessageLengthExceeded: [400, "The request was too big."],
  MetadataTooLarge: [400, "The metadata headers exceed 2 KB."],
  MethodNotAllowed: [405, "The method is not allowed against this resource."],
  MissingContentLength: [411, "Content-Length must be given."],
  NoSuchBucket: [404, "The bucket does not exist."],
  NoSuchKey: [404, "The key does not exist."],
  NoSuchObjectLockConfiguration: [404, "The object has no such lock."],
  NoSuchUpload: [404, "The upload does not exist; it may have been completed or aborted."],
  NoSuchVersion: [404, "The version does not exist."],
  NotImplemented: [501, "A header or a parameter asks for something that is not implemented."],
  ObjectLockConfigurationNotFoundError: [404, "The bucket has no object lock."],
  PreconditionFailed: [412, "At least one of the preconditions did not hold."],
  RequestTimeTooSkewed: [403, "The difference between the request's time and ours is too large."],
  SignatureDoesNotMatch: [403, "The signature we calculated is not the one that was sent."],
  SlowDown: [503, "Please reduce your request rate."],
  XAmzContentSHA256Mismatch: [400, "The x-amz-content-sha256 header is not the digest of the bytes that came."],
} as const satisfies Record<string, readonly [number, string]>;

export type RefusalCode = keyof typeof refusals;

/** Ends a request with S3's error document. Thrown, because whatever a request still had to do ends with it; caught in one place, answer-refusal.ts. */
export class S3Refusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  /** More elements of the error document. */
  readonly details: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: RefusalCode, message?: string, details: Readonly<Record<string, string>> = {}, headers: Readonly<Record<string, string>> = {}) {
    super(message ?? refusals[code][1]);
    this.name = "S3Refusal";
    this.code = code;
    this.status = refusals[code][0];
    this.details = details;
    this.headers = headers;
  }
}
