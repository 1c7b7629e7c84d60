#!/bin/sh
# judge_alone PROGRAM FOLDER: it judges a small table, and holds no symbol of models, optimizers or the training loop.
set -eu
program=$1 folder=$2
rm -rf "$folder" && mkdir -p "$folder"
{
  echo optimizer,seed,accuracy
  for seed in 0 1 2 3 4 5 6 7; do echo "sgd,$seed,0.9$seed"; echo "adam,$seed,0.7$seed"; done
} >"$folder/results.csv"
said=$("$program" "$folder/results.csv" "$folder")
echo "$said"
test "$said" = "1 verdict over 8 blocks, corrected p = 0.0078125"  # 2 / 2^8
test -s "$folder/page.html"
nm -C "$program" >"$folder/symbols"
grep -q 'paribus::judge_results' "$folder/symbols"  # symbols can be read at all
if grep -E 'paribus::(Model|Optimizer|Learner|Risk|Study|Store|integrate|train|start_phase|optimizers|models|learners)\b' "$folder/symbols"; then
  echo "training code is linked into a program that only judges" >&2
  exit 1
fi
