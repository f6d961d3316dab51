import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { AccountRecovery, FeaturePlan, ManagedLoginVersion, Mfa, OAuthScope, ResourceServerScope, StandardThreatProtectionMode, UserPool, UserPoolClientIdentityProvider, UserPoolEmail, type UserPoolClient } from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import { REGION } from "../environment.ts";
import { namesOf, type Placement } from "../placement.ts";
import type { Mail } from "./mail.ts";

/**
 * Where a sign-in comes back to: the desktop's own scheme. Cognito compares to the letter, port included, and takes plain HTTP for `http://localhost` only, for
 * tests: the loopback host, on any port of 127.0.0.1, is for providers that follow RFC 8252.
 */
const REDIRECT = "guichet://auth";
const SCOPE = "desk";
const API = "urn:guichet:api";
/** What workstations ask for, and what an access token must have been given for. */
export const DESK_SCOPE = `${API}/${SCOPE}`;

/**
 * Who may sign in. Accounts are made by the bank's administrator, or come from the bank's own directory (a provider federated to this
 * pool); nobody makes one for herself. The desktop is a public client: authorization code with PKCE, no secret, refresh tokens that turn.
 * Access tokens carry `token_use` "access" and this client's `client_id`, which is what the server's style `cognito` verifies.
 */
export class SignIn extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  /** Exactly the `iss` of its tokens. */
  readonly issuer: string;

  constructor(scope: Construct, id: string, placement: Placement, mail: Mail) {
    super(scope, id);
    const { protectedData } = placement.environment;
    const names = namesOf(placement);
    this.pool = new UserPool(this, "Pool", {
      userPoolName: names.cluster,
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      selfSignUpEnabled: false,
      userInvitation: {
        emailSubject: "Votre accès à Guichet",
        emailBody: "Votre identifiant : {username}<br>Votre mot de passe provisoire, valable trois jours : {####}<br>Guichet vous en demandera un autre, puis un second facteur.<br><br>Your user name: {username}. Your temporary password, good for three days: {####}",
      },
      userVerification: { emailSubject: "Votre code Guichet", emailBody: "Votre code : {####}<br>Your code: {####}" },
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: { minLength: 14, requireDigits: true, requireLowercase: true, requireUppercase: true, requireSymbols: true, tempPasswordValidity: Duration.days(3), passwordHistorySize: 8 },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      email: UserPoolEmail.withSES({ sesRegion: REGION, sesVerifiedDomain: names.mail, fromEmail: `connexion@${names.mail}`, fromName: "Guichet", configurationSetName: mail.configurationSet.configurationSetName }),
      deletionProtection: protectedData,
      removalPolicy: protectedData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.pool.node.addDependency(mail.identity);
    const desk = new ResourceServerScope({ scopeName: SCOPE, scopeDescription: "Work on the files of one's branches" });
    const api = this.pool.addResourceServer("Api", { identifier: API, userPoolResourceServerName: "Guichet", scopes: [desk] });
    this.client = this.pool.addClient("Desktop", {
      userPoolClientName: "guichet-desktop",
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      authFlows: {},
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      oAuth: {
        flows: { authorizationCodeGrant: true, implicitCodeGrant: false, clientCredentials: false },
        scopes: [OAuthScope.OPENID, OAuthScope.resourceServer(api, desk)],
        callbackUrls: [REDIRECT],
        logoutUrls: [REDIRECT],
      },
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
      // A lost answer is forgiven for as long as Cognito may: by time only, for it binds a token to no key.
      refreshTokenRotationGracePeriod: Duration.seconds(60),
    });
    // Its pages, under a name of Cognito's own: one of ours would need a certificate outside France.
    this.pool.addDomain("Pages", { cognitoDomain: { domainPrefix: names.signInPrefix }, managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN });
    this.issuer = `https://cognito-idp.${REGION}.amazonaws.com/${this.pool.userPoolId}`;
  }
}
