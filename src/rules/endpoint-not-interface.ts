import { defineRule } from "../model/rule.ts";
import { answersAbout, judgedEndpoints } from "./reading/telemetry-endpoint.ts";

/** Flags telemetry endpoints of a type that the service does not have. */
export const endpointNotInterface = defineRule<"wrongType">({
  id: "endpoint-not-interface",
  meta: {
    summary: "A guardduty-data endpoint is not of the type Interface",
    why: "The service is offered through Interface endpoints alone, and where the type is left out Terraform and CloudFormation make a Gateway endpoint. AWS refuses it, or the agent finds no way to GuardDuty.",
    fix: "Set the endpoint's type to `Interface`.",
    confidence: "high",
    status: "stable",
    severity: 7,
    tags: ["guardduty", "eks", "network", "coverage"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      wrongType: "The guardduty-data endpoint {endpoint} is of the type {type}, not Interface",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html",
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html",
    ],
  },
  check(estate, context) {
    for (const { endpoint, doubt } of judgedEndpoints(estate)) {
      const answers = answersAbout(context, doubt);
      const { subject, type } = endpoint;
      const at = type.place;
      if (type.state === "unknown") {
        answers.undetermined({ subject, at, because: [type.reason] });
      } else if (type.state === "known" && type.value === "Interface") {
        answers.satisfied({ subject, at });
      } else {
        const stated = type.state === "known" ? type.value : "Gateway";
        const data = { endpoint: `\`${subject}\``, type: `\`${stated}\`` };
        answers.report({ subject, at, message: "wrongType", data });
      }
    }
  },
});
