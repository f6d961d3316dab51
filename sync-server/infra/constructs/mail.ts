import type { IPublicHostedZone } from "aws-cdk-lib/aws-route53";
import { ConfigurationSet, ConfigurationSetTlsPolicy, EmailIdentity, EmailSendingEvent, EventDestination, Identity, MailFromBehaviorOnMxFailure, SuppressionReasons } from "aws-cdk-lib/aws-ses";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { namesOf, type Placement } from "../placement.ts";

/** Mail of the centre (invitations, codes of the sign-in): signed, over TLS or not at all; bounces and complaints are told. */
export class Mail extends Construct {
  readonly identity: EmailIdentity;
  readonly configurationSet: ConfigurationSet;

  constructor(scope: Construct, id: string, placement: Placement, zone: IPublicHostedZone, told: ITopic) {
    super(scope, id);
    const { mail, cluster } = namesOf(placement);
    this.configurationSet = new ConfigurationSet(this, "Rules", {
      configurationSetName: cluster,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.configurationSet.addEventDestination("Told", {
      destination: EventDestination.snsTopic(told),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT],
    });
    const isOwnZone = zone.zoneName === mail;
    this.identity = new EmailIdentity(this, "Identity", {
      // The zone's own name brings its signing records along; a name under it takes them from the outputs.
      identity: isOwnZone ? Identity.publicHostedZone(zone) : Identity.domain(mail),
      configurationSet: this.configurationSet,
      dkimSigning: true,
      mailFromDomain: `bounces.${mail}`,
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.REJECT_MESSAGE,
    });
  }
}
