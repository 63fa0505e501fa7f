// Prints devnet/testdata/comet-queries.json: how CometBFT itself reads queries, matches subscriptions and searches its
// index of transactions. To run it, put it into an empty folder with
//
//	go mod init vectors && go get github.com/cometbft/cometbft@v0.38.21 && go run . > comet-queries.json
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strings"

	dbm "github.com/cometbft/cometbft-db"
	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/cometbft/cometbft/libs/pubsub/query"
	"github.com/cometbft/cometbft/state/txindex/kv"
)

var texts = []string{
	"tm.event='Tx'", "tm.event = 'Tx' AND tx.height >= 5", "wasm.action EXISTS", "a.b CONTAINS 'x y'", "a.b=5 AND c.d<=1.5",
	"a.b=15.", "a.b >= TIME 2013-05-03T14:45:00Z", "a.b < DATE 2013-05-03", "a.b=''", "  a.b\t=\n'c'  ", "a.b='c'AND d.e='f'",
	"ä.ö='ü'", "_x.y-z.1='v'", "AND.x='1'", "a/b='c'", "a.b='it\\'s'",
	"", " ", "a", "a.b", "a.b=", "a.b='c", "a.b='c' AND", "a.b='c' OR d.e='f'", "'a'='b'", "=5", "5=5", "a.b==5", "a.b<'c'",
	"a.b CONTAINS 5", "a.b EXISTS 5", "a.b=-5", "a.b=5x", "a.b=5.5.5", "a.b='c' AND AND d.e='f'", "a.b = c", "a.b!='c'",
	"a.b < TIME 2013-05-03", "a.b < TIME  2013-05-03T14:45:00Z", "a.b < DATE 2013-13-03", "a.b < DATE 1899-12-31", "a.b < TIME 3000-01-01T00:00:00Z",
	"a.b < TIME 2013-05-03T14:45:00.5Z", "TIME='5'", "a.b;", "a.b='c' x", "\"a\"='b'", "a.b ='ä' AND ?",
}

var published = map[string][]string{
	"tm.event": {"Tx"}, "tx.height": {"5"}, "tx.hash": {"AB"}, "wasm.action": {"send", "receive"},
	"wasm.amount": {"100ustake"}, "wasm.share": {"0.25"}, "wasm.debt": {"-5"}, "wasm.big": {"18446744073709551617"},
	"wasm.text": {"five"}, "wasm.at": {"2013-05-03T14:45:00Z"}, "wasm.precise": {"2013-05-03T16:45:00.5+02:00"}, "wasm.day": {"2013-05-03"},
	"wasm.empty": {""}, "a.b.c": {"deep"},
}

var subscriptions = []string{
	"tm.event='Tx'", "tm.event='NewBlock'", "wasm.action='send' AND wasm.action='receive'", "wasm.action='sen'", "wasm.action CONTAINS 'ce'",
	"wasm.action CONTAINS 'xx'", "tx.height=5", "tx.height='5'", "tx.height=5.0", "tx.height>4", "tx.height>5", "tx.height>=5", "tx.height<5", "tx.height<=5",
	"wasm.amount=100", "wasm.amount>99.5", "wasm.amount='100'", "wasm.share<0.3", "wasm.share=0.250", "wasm.debt<0", "wasm.debt=5", "wasm.debt>=0",
	"wasm.big>18446744073709551616", "wasm.big=18446744073709551617", "wasm.big=18446744073709551616", "wasm.text>=0", "wasm.text=0",
	"wasm.at=TIME 2013-05-03T14:45:00Z", "wasm.at=TIME 2013-05-03T15:45:00+01:00", "wasm.at<TIME 2013-05-03T14:45:01Z", "wasm.at>TIME 2013-05-03T14:45:00Z",
	"wasm.precise>TIME 2013-05-03T14:45:00Z", "wasm.precise<=TIME 2013-05-03T14:45:00Z", "wasm.precise>=TIME 2013-05-03T14:45:01Z", "wasm.at>=DATE 2013-05-03", "wasm.day=DATE 2013-05-03",
	"wasm.day<DATE 2013-05-04", "wasm.day<=DATE 2013-05-02", "wasm.text>TIME 2000-01-01T00:00:00Z", "wasm.empty EXISTS", "wasm.empty=''", "wasm.empty<5",
	"wasm EXISTS", "wasm=''", "wasm='send'", "wasm CONTAINS ''", "a.b EXISTS", "a.b=''", "a EXISTS", "none.at EXISTS", "wasm.none EXISTS", "wasm.action EXISTS AND none.at EXISTS",
}

type event struct {
	Type       string     `json:"type"`
	Attributes [][]string `json:"attributes"`
}

var indexed = []struct {
	Height int64   `json:"height"`
	Index  uint32  `json:"index"`
	Events []event `json:"events"`
}{
	{1, 0, []event{{"wasm", [][]string{{"action", "send"}, {"to", "alice"}}}, {"wasm", [][]string{{"action", "receive"}, {"to", "bob"}}}}},
	{2, 0, []event{{"wasm", [][]string{{"action", "send"}, {"to", "bob"}}}, {"fee", [][]string{{"paid", "5"}}}}},
	{2, 1, []event{{"fee", [][]string{{"paid", "5ustake"}}}, {"fee", [][]string{{"paid", "12"}, {"by", "alice"}}}}},
	{5, 0, []event{{"fee", [][]string{{"paid", "9007199254740993"}}}, {"fee", [][]string{{"paid", "0.5"}}}, {"note", [][]string{{"day", "2013-05-03"}, {"minus", "-5"}, {"text", "it's"}}}}},
	{7, 0, nil},
	{12, 0, []event{{"wasm", [][]string{{"to", "carol"}, {"action", "send"}, {"action", "burn"}}}, {"fee", [][]string{{"paid", "007"}, {"paid", "+8"}}}}},
}

var searches = []string{
	"wasm.action='send'", "wasm.action='send' AND wasm.to='bob'", "wasm.to='bob' AND wasm.action='send' AND tx.height=2", "wasm.action='send' AND fee.paid='5'",
	"wasm.action='send' AND wasm.action='burn'", "wasm.action EXISTS", "wasm.to CONTAINS 'o'", "wasm.to CONTAINS 'o' AND wasm.action='send'", "wasm EXISTS", "none.x EXISTS",
	"tx.height=2", "tx.height='2'", "tx.height>2", "tx.height>=2 AND tx.height<7", "tx.height<1", "tx.height<=1", "tx.height=3", "tx.height EXISTS", "tx.height EXISTS AND wasm.action='send'",
	"tx.height>1 AND wasm.action='send'", "tx.height<=5 AND fee.paid>4", "tm.event='Tx'", "tm.event='Tx' AND wasm.action='send'",
	"fee.paid=5", "fee.paid='5'", "fee.paid>4", "fee.paid>5", "fee.paid>=5", "fee.paid<5", "fee.paid<=0.5", "fee.paid>4 AND fee.paid<9", "fee.paid>4 AND fee.by='alice'", "fee.paid>4 AND wasm.to='bob'",
	"fee.paid>9007199254740992", "fee.paid>=9007199254740993", "fee.paid>9007199254740993", "fee.paid<9007199254740993", "fee.paid=7", "fee.paid>=8 AND fee.paid<=8", "note.minus<0", "note.minus>=0",
	"note.day=DATE 2013-05-03", "note.day<DATE 2014-01-01", "note.day>TIME 2000-01-01T00:00:00Z", "note.text CONTAINS 's'", "block.height=2",
}

func main() {
	out := map[string]any{}

	syntax := []map[string]any{}
	for _, text := range texts {
		q, err := query.New(text)
		if err != nil {
			syntax = append(syntax, map[string]any{"query": text, "error": err.Error()})
		} else {
			syntax = append(syntax, map[string]any{"query": text, "means": q.String()})
		}
	}
	out["syntax"] = syntax

	matched := map[string]bool{}
	for _, text := range subscriptions {
		matches, err := query.MustCompile(text).Matches(published)
		if err != nil {
			panic(err)
		}
		matched[text] = matches
	}
	out["published"], out["matches"] = published, matched

	index := kv.NewTxIndex(dbm.NewMemDB())
	for _, tx := range indexed {
		result := &abci.TxResult{Height: tx.Height, Index: tx.Index, Tx: []byte(fmt.Sprintf("%d/%d", tx.Height, tx.Index))}
		for _, e := range tx.Events {
			ev := abci.Event{Type: e.Type}
			for _, a := range e.Attributes {
				ev.Attributes = append(ev.Attributes, abci.EventAttribute{Key: a[0], Value: a[1], Index: true})
			}
			result.Result.Events = append(result.Result.Events, ev)
		}
		if err := index.Index(result); err != nil {
			panic(err)
		}
	}
	found := map[string]string{}
	for _, text := range searches {
		results, err := index.Search(context.Background(), query.MustCompile(text))
		if err != nil {
			panic(err)
		}
		sort.Slice(results, func(i, j int) bool {
			if results[i].Height != results[j].Height {
				return results[i].Height < results[j].Height
			}
			return results[i].Index < results[j].Index
		})
		names := []string{}
		for _, r := range results {
			names = append(names, string(r.Tx))
		}
		found[text] = strings.Join(names, " ")
	}
	out["indexed"], out["found"] = indexed, found

	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(out); err != nil {
		panic(err)
	}
}
