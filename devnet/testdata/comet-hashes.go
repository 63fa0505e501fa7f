// Prints devnet/testdata/comet-hashes.json: what CometBFT itself computes. To run it, put it into an empty folder with
//
//	go mod init vectors && go get github.com/cometbft/cometbft@v0.38.21 && go run . > comet-hashes.json
package main

import (
	stded25519 "crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"os"
	"time"

	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/cometbft/cometbft/crypto/ed25519"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	"github.com/cometbft/cometbft/types"
)

const (
	chainID = "oracle-1"
	height  = 42
)

func filled(value byte, count int) []byte {
	bytes := make([]byte, count)
	for i := range bytes {
		bytes[i] = value
	}
	return bytes
}

func consensusHash(maxBytes, maxGas int64) string {
	params := types.DefaultConsensusParams()
	params.Block.MaxBytes, params.Block.MaxGas = maxBytes, maxGas
	return hex.EncodeToString(params.Hash())
}

func main() {
	seed := make([]byte, 32)
	for i := range seed {
		seed[i] = byte(i)
	}
	key := ed25519.PrivKey(stded25519.NewKeyFromSeed(seed))
	address := key.PubKey().Address()
	set := types.NewValidatorSet([]*types.Validator{types.NewValidator(key.PubKey(), 1)})
	id := types.BlockID{Hash: filled(0xaa, 32), PartSetHeader: types.PartSetHeader{Total: 3, Hash: filled(0xbb, 32)}}
	at := time.Unix(1700000000, 123456789).UTC()
	vote := &cmtproto.Vote{Type: cmtproto.PrecommitType, Height: height, BlockID: id.ToProto(), Timestamp: at}
	signBytes := types.VoteSignBytes(chainID, vote)
	signature, err := key.Sign(signBytes)
	if err != nil {
		panic(err)
	}
	commit := &types.Commit{Height: height, BlockID: id, Signatures: []types.CommitSig{{
		BlockIDFlag: types.BlockIDFlagCommit, ValidatorAddress: address, Timestamp: at, Signature: signature,
	}}}
	results := types.NewResults([]*abci.ExecTxResult{
		{Data: []byte{1, 2, 3}, GasWanted: 200000, GasUsed: 71166, Log: "not hashed", Events: []abci.Event{{Type: "x"}}},
		{Code: 5, GasWanted: 200000, GasUsed: 60000, Codespace: "sdk"},
		{},
	})
	large := make([]byte, 200_000)
	for i := range large {
		large[i] = byte(i % 251)
	}
	block := types.MakeBlock(height, []types.Tx{large}, commit, nil)
	block.Version.Block = 11
	block.ChainID, block.Time, block.LastBlockID = chainID, at, id
	block.ValidatorsHash, block.NextValidatorsHash = set.Hash(), set.Hash()
	block.ConsensusHash, block.AppHash = filled(0xaa, 32), filled(0xbb, 32)
	block.LastResultsHash, block.ProposerAddress = results.Hash(), address
	parts, err := block.MakePartSet(types.BlockPartSizeBytes)
	if err != nil {
		panic(err)
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	if err := out.Encode(map[string]any{
		"source":     "github.com/cometbft/cometbft v0.38.21, package types (comet-hashes.go)",
		"publicKey":  hex.EncodeToString(key.PubKey().Bytes()),
		"address":    hex.EncodeToString(address),
		"validators": hex.EncodeToString(set.Hash()),
		"signBytes":  hex.EncodeToString(signBytes),
		"signature":  hex.EncodeToString(signature),
		"commit":     hex.EncodeToString(commit.Hash()),
		"results":    hex.EncodeToString(results.Hash()),
		"txs":        hex.EncodeToString(types.Txs{[]byte("first"), []byte("second"), []byte("third")}.Hash()),
		"block":      hex.EncodeToString(block.Hash()),
		"blockParts": map[string]any{"total": parts.Total(), "hash": hex.EncodeToString(parts.Header().Hash)},
		"consensus": map[string]any{
			"22020096/100000000": consensusHash(22020096, 100000000),
			"22020096/-1":        consensusHash(22020096, -1),
			"1/1":                consensusHash(1, 1),
		},
	}); err != nil {
		panic(err)
	}
}
