/**
 * Names of GuardDuty's features, as detectors and organisations' configurations state them.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DetectorFeatureConfiguration.html
 */
export const runtimeMonitoring = "RUNTIME_MONITORING";

/** The feature that Runtime Monitoring has replaced; only one of the two can be stated. */
export const legacyRuntimeMonitoring = "EKS_RUNTIME_MONITORING";

/** Automated agent configuration for Amazon EKS, which is a part of either. */
export const agentManagement = "EKS_ADDON_MANAGEMENT";

/** EKS Protection, which reads the audit logs of clusters. */
export const auditLogs = "EKS_AUDIT_LOGS";

/** The add-on that installs the agent. */
export const agentAddon = "aws-guardduty-agent";
