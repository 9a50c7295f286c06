package moderation

// defaultSeverity is that of a case nobody has named a clause for.
const defaultSeverity = 3

// severityOf says how bad a violation of the clause would be, 0 to 9. Clauses of a site's own count as usual.
func severityOf(clause string) int {
	switch clause {
	case "unlawful":
		return 9
	case "infringing":
		return 7
	case "abusive":
		return 6
	case "false", "nickname":
		return 5
	case "advertising":
		return 4
	case "off_topic":
		return 2
	case "meaningless":
		return 1
	}
	return defaultSeverity
}

// namedSeverity is the severity of a clause that a reader named: in full where their report has its full weight, less
// where it has less, so that an account of today can't put anything it likes on top of the queue.
func namedSeverity(clause string, weight int) int {
	return severityOf(clause) * min(weight, 100) / 100
}

// priorityOf orders the queue: by severity, within it by the weight of the reports, which has the reporters' records in
// it, and by how many people see the subject while it waits. Age comes after that: the oldest first among equals.
func priorityOf(severity, weight, exposure int, held bool) int {
	if held {
		exposure = 0
	}
	return severity*2000 + min(weight, 999) + min(exposure, 500)
}
