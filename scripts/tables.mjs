// Makes the tables that internal/textmatch embeds, from public ones (NOTICE names them and their licences):
//   node scripts/tables.mjs TABLES JIEBA
// It comes after scripts/starter.mjs: rare words count as words where they sound like a term of the starter list.
// TABLES is a folder with confusables.txt (UTS #39), t2s.tsv (OpenCC), pinyin.tsv (go-pinyin) and emoji_zh.tsv (CLDR),
// JIEBA the dictionary of jieba. Tables that are written by hand (components.tsv, similar.tsv) are not touched.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const [from, jieba] = process.argv.slice(2)
if (!from || !jieba) {
	console.error('tables: node scripts/tables.mjs TABLES JIEBA')
	process.exit(1)
}
const to = join(import.meta.dirname, '../internal/textmatch/tables')
/** @param {string} path */
const read = (path) => readFileSync(path, 'utf8').replace(/^\uFEFF/, '').split('\n')
/** @param {string} name @param {string[]} lines */
const save = (name, lines) => writeFileSync(join(to, name), `${lines.join('\n')}\n`)
const han = /^[\u4E00-\u9FFF]+$/
/** @param {string} s */
const single = (s) => [...s].length === 1

// Look-alikes: only what becomes one character, or a few ASCII letters; accents of the prototype are left out. ASCII itself
// stays (1, l and I are told apart by matching), Hangul and kana have to compose, and marks are handled by normalization.
const confusables = []
for (const line of read(join(from, 'confusables.txt'))) {
	const [source, target] = line.replace(/#.*/, '').split(';').map((cell) => cell.trim())
	if (!source || !target) continue
	/** @param {string} codes */
	const text = (codes) => String.fromCodePoint(...codes.split(' ').map((code) => Number.parseInt(code, 16)))
	const a = text(source)
	const b = text(target).replace(/\p{M}/gu, '').replace('rn', 'm')
	if (!single(a) || !b || a === b) continue
	if (Number(a.codePointAt(0)) < 128 || /[\p{M}\p{Script=Hangul}]/u.test(a) || /[\p{M}\p{Script=Hangul}]/u.test(b)) continue
	if (han.test(a) && !han.test(b)) continue
	if (/[\u3000-\u303F]/.test(a) || /^[ßカトタハヘノイくｰー゛゜゠]$/.test(a) || /^[a-z]$/i.test(a.normalize('NFKD').replace(/\p{M}/gu, ''))) continue
	if (!single(b) && !/^[A-Za-z]{2,3}$/.test(b)) continue
	confusables.push(`${a}\t${b}`)
}
save('confusables.tsv', confusables)

save('t2s.tsv', read(join(from, 't2s.tsv')).filter((line) => line.includes('\t')))

// Pinyin by syllable, once for the commonest reading of a character and once for its second.
/** @type {Map<string, string>} */
const first = new Map()
/** @type {Map<string, string>} */
const second = new Map()
for (const line of read(join(from, 'pinyin.tsv'))) {
	const [char, readings] = line.split('\t')
	if (!char || !readings || !han.test(char)) continue
	const [one, two] = [...new Set(readings.split(','))]
	if (one) first.set(one, (first.get(one) ?? '') + char)
	if (two) second.set(two, (second.get(two) ?? '') + char)
}
save('pinyin.tsv', [...new Set([...first.keys(), ...second.keys()])].sort()
	.map((syllable) => `${syllable}\t${first.get(syllable) ?? ''}\t${second.get(syllable) ?? ''}`))

// Pictures that are read as one Chinese character, from their names.
const emoji = []
for (const line of read(join(from, 'emoji_zh.tsv'))) {
	const [picture, name, keywords] = line.split('\t')
	if (!picture || !name || !keywords) continue
	if (!single(picture.replace(/\uFE0F/g, '')) || Number(picture.codePointAt(0)) < 0x1f000) continue
	const char = han.test(name) && single(name) ? name : keywords.split('|').find((word) => single(word) && han.test(word))
	if (char) emoji.push(`${picture.replace(/\uFE0F/g, '')}\t${char}`)
}
save('emoji.tsv', emoji)

// Words by how common they are: each line holds those whose frequency is about the square root of two to the power of its
// number. Rare ones are kept only where they sound like a term that is looked for by its sound.
const readings = new Map(read(join(from, 'pinyin.tsv')).map((line) => {
	const [char = '', all = ''] = line.split('\t')
	return [char, all.split(',')]
}))
const starter = read(join(to, '../../moderation/starter/zh.tsv')).map((line) => line.split('\t')).filter((cells) => /homophone/.test(cells[3] ?? ''))
const sounds = new Set(starter.map(([text = '']) => [...text].map((char) => readings.get(char)?.[0]).join(' ')))
/** @param {string} word */
const soundsLikeATerm = (word) => {
	const chars = [...word]
	for (let n = 2; n <= chars.length; n++) {
		for (let at = 0; at + n <= chars.length; at++) {
			const part = chars.slice(at, at + n)
			if (sounds.has(part.map((char) => readings.get(char)?.[0]).join(' '))) return true
			for (let other = 0; other < n; other++) {
				if (sounds.has(part.map((char, i) => readings.get(char)?.[i === other ? 1 : 0]).join(' '))) return true
			}
		}
	}
	return false
}
/** @type {Map<number, string[]>} */
const levels = new Map()
for (const line of read(jieba)) {
	const [word, count] = line.split(' ')
	if (!word || !count || !han.test(word) || [...word].length > 4 || (Number(count) < 5 && !soundsLikeATerm(word))) continue
	const level = Math.round(2 * Math.log2(Number(count)))
	const known = levels.get(level)
	if (known) known.push(word)
	else levels.set(level, [word])
}
const rows = [...levels.keys()].sort((a, b) => a - b).map((level) => `${level}\t${(levels.get(level) ?? []).sort().join(' ')}`)
writeFileSync(join(to, 'words.tsv.gz'), gzipSync(`${rows.join('\n')}\n`, { level: 9 }))
