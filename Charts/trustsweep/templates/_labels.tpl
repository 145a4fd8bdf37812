{{- define "trustsweep.labels" -}}
app.kubernetes.io/name: trustsweep
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* Cluster-wide names must not clash between two releases; the usual release is called like the chart. */}}
{{- define "trustsweep.name" -}}
{{- if eq .Release.Name .Chart.Name }}trustsweep{{ else }}{{ printf "%s-trustsweep" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "trustsweep.subjects" -}}
subjects:
- kind: ServiceAccount
  name: {{ .Values.serviceAccount.name }}
  namespace: {{ .Release.Namespace }}
{{- end }}

{{/* The lists that a scan sends, cluster-wide or in one namespace. */}}
{{- define "trustsweep.rules" -}}
- apiGroups: [""]
  resources: [pods, configmaps, replicationcontrollers]
  verbs: [list]
- apiGroups: [apps]
  resources: [deployments, statefulsets, daemonsets, replicasets]
  verbs: [list]
- apiGroups: [batch]
  resources: [jobs, cronjobs]
  verbs: [list]
{{- end }}
