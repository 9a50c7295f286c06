// Makes the starter lists of a new site, internal/moderation/starter/*.tsv, from public word lists and from what people
// decided about them in scripts/starter (NOTICE names the lists and their licences):
//   node scripts/starter.mjs WORDLISTS T2S
// WORDLISTS is a folder with ldnoobw_zh.txt, ldnoobw_en.txt, ldnoobw2_zh.txt, ldnoobw2_en.txt and rustrict_profanity.csv,
// T2S OpenCC's table from traditional to simplified characters, by which variants of an entry are told to be the same.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [lists, table] = process.argv.slice(2)
if (!lists || !table) {
	console.error('starter: node scripts/starter.mjs WORDLISTS T2S')
	process.exit(1)
}
const mine = join(import.meta.dirname, 'starter')
const to = join(import.meta.dirname, '../internal/moderation/starter')
/** @param {string} path */
const lines = (path) => readFileSync(path, 'utf8').split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('#'))
/** @param {string} name */
const raw = (name) => lines(join(lists, name))
const simplified = new Map(lines(table).map((line) => /** @type {[string, string]} */ (line.split('\t'))))
/** @param {string} text */
const fold = (text) => [...text.toLowerCase()].map((char) => simplified.get(char) ?? char).join('')
/** @param {string} name */
const words = (name) => lines(join(mine, name)).flatMap((line) => (line.includes('|') ? line.split('|') : line.split(/\s+/))).filter(Boolean)
const han = /^[\u3400-\u9FFF\u{20000}-\u{3FFFF}]{1,12}$/u
/** @param {string} name @param {string[][]} rows */
const save = (name, rows) => {
	const text = rows.map((row) => row.join('\t')).join('\n')
	writeFileSync(join(to, name), `term\taction\tkinds\tviews\tnote\n${text}\n`)
	console.log(`${name}: ${rows.length}`)
}
mkdirSync(to, { recursive: true })

const everyView = 'bopomofo,pinyin,homophone,initials,split,reversed,masked'

// Chinese.
const drop = new Set(words('zh_drop.txt').map(fold))
const mild = new Set(words('zh_mild.txt').map(fold))
const roots = words('roots.txt').map(fold)
const rustrict = lines(join(lists, 'rustrict_profanity.csv')).slice(1).map((line) => /** @type {[string, ...string[]]} */ (line.split(',')))
const severe = new Set([...raw('ldnoobw_zh.txt'), ...rustrict.map((row) => row[0].trim())].map(fold))
/** @type {Map<string, {text: string, strength: string | undefined}>} */
const chinese = new Map()
/** @param {string} text @param {string} [strength] */
const keep = (text, strength) => {
	const key = fold(text)
	// Where both are there, the traditional spelling is the one that is shown.
	const known = chinese.get(key)
	if (!known || known.text === key) chinese.set(key, { text, strength: known?.strength ?? strength })
}
for (const text of [...raw('ldnoobw_zh.txt'), ...raw('ldnoobw2_zh.txt'), ...rustrict.map((row) => row[0].trim())]) {
	const key = fold(text)
	if (!han.test(text) || drop.has(key)) continue
	if (mild.has(key)) keep(text, 'mild')
	else if (severe.has(key) || (roots.some((root) => key.includes(root)) && [...key].length <= 6)) keep(text, 'strong')
}
for (const line of lines(join(mine, 'zh_more.txt'))) keep(.../** @type {[string, string]} */ (line.split('\t')))
save('zh.tsv', [...chinese.values()].map(({ text, strength }) =>
	strength === 'strong' ? [text, 'refuse', 'nickname,tag', everyView, ''] : [text, 'hold', 'nickname', everyView, '']))

// English: what two lists agree on, or what rustrict calls severe. Spellings made to evade are left to folding.
const dropped = new Set(words('en_drop.txt').concat(lines(join(mine, 'en_drop.txt')).flatMap((line) => line.split('|'))).map((word) => word.trim()))
const doubtful = new Set(words('en_mild.txt'))
const second = new Set(raw('ldnoobw2_en.txt').map((word) => word.toLowerCase()))
const english = new Map()
const plain = /^[a-z]{3,}(?: [a-z]+){0,3}$/
for (const [word, profane, offensive, sexual, mean, evasive] of rustrict) {
	const text = word.trim().toLowerCase()
	if (!plain.test(text) || dropped.has(text) || evasive !== '0') continue
	if (Number(profane) >= 2 || Number(offensive) >= 3 || Number(sexual) >= 3) {
		english.set(text, Number(profane) + Number(offensive) + Number(sexual) + Number(mean) >= 3 ? 'strong' : 'mild')
	}
}
for (const text of raw('ldnoobw_en.txt').map((word) => word.toLowerCase())) {
	if (plain.test(text) && !dropped.has(text) && second.has(text) && !english.has(text)) english.set(text, 'mild')
}
for (const text of doubtful) english.set(text, 'mild')
for (const text of lines(join(mine, 'en_open.txt')).flatMap((line) => line.match(/\*?[a-z]+(?: [a-z]+)*\*?/g) ?? [])) english.set(text, 'strong')
save('en.tsv', [...english].sort().map(([text, strength]) =>
	strength === 'strong' && !doubtful.has(text) ? [text, 'refuse', 'nickname,tag', 'reversed,masked', ''] : [text, 'hold', 'nickname', 'reversed,masked', '']))

save('staff.tsv', words('staff.txt').map((text) =>
	text.startsWith('=') || !/^[a-z-]+$/.test(text) ? [text, 'refuse', 'nickname', text.startsWith('=') ? '' : everyView, '']
		: [text, 'refuse', 'nickname', 'reversed,masked', '']))
save('allow.tsv', words('allow.txt').map((text) => [text, 'allow', 'comment,tag,nickname', '', '']))
