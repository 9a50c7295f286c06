package audit

import (
	"crypto/sha256"
	"encoding/binary"
)

// sealVersion is the first thing under every seal. Another way of sealing gets another number.
const sealVersion = 1

// seal is the SHA-256 of all that the link says and of the seal before it. Numbers are written in 8 bytes, big-endian;
// texts are preceded by their length, so that no two links write the same bytes. Details are covered as they are stored:
// a JSON object with its members sorted.
func (l Link) seal() [32]byte {
	b := make([]byte, 0, 512)
	b = binary.BigEndian.AppendUint64(b, sealVersion)
	b = append(b, l.SiteID[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(l.N))
	b = binary.BigEndian.AppendUint64(b, uint64(l.At.UnixMicro()))
	for _, text := range []string{l.ActorKind, l.ActorID, l.Act, l.SubjectKind, l.SubjectID, l.details} {
		b = binary.BigEndian.AppendUint64(b, uint64(len(text)))
		b = append(b, text...)
	}
	b = append(b, l.PrevHash[:]...)
	return sha256.Sum256(b)
}
