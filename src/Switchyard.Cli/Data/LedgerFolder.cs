using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Switchyard.Storage;

namespace Switchyard.Cli;

/// <summary>What the ledger of a gateway or an application has to learn from. A folder stands where a file may stand.</summary>
internal static class LedgerFolder
{
    public static bool Is(string path) => Directory.Exists(path);

    /// <returns>How many calls it added.</returns>
    public static int AddTo(CallFeedback feedback, string path)
    {
        int added = 0, without = 0;
        Read(path, judged =>
        {
            if (judged.Features is null)
            {
                without++;
                return;
            }

            var place = $"{path}, call {judged.Call.Id}";
            feedback.AddCall(judged.Call.Id.ToString(), judged.Features, null, judged.Call.Model, [.. judged.Call.Attempts.Select(a => (a.Model, a.Outcome, (double?)a.Cost))], place);
            if (judged.Score is { } score) feedback.AddReport(judged.Call.Id.ToString(), score);
            added++;
        });
        return added == 0 && without > 0
            ? throw new InputException($"The ledger in {path} has feedback on {without} calls, but kept no features of their prompts: set StoreOptions.KeepsFeatures (in a gateway Switchyard:KeepFeatures), and train on the calls from then on.")
            : added;
    }

    /// <summary>What was learned from, in one line.</summary>
    public static string Hash(string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Read(path, judged => hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{judged.Call.Id} {judged.Features} {judged.Score}\n"))));
        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Read(string path, Action<JudgedCall> each)
    {
        var options = new StoreOptions { Folder = new(path) };
        if (!File.Exists(options.Folder.Database)) throw new InputException($"There is no ledger in the folder {path}: name the one that holds {Path.GetFileName(options.Folder.Database)}, or a .jsonl file.");
        try
        {
            SqliteLedger.CatchUp(options);
            Administration.Open(options).Feedback.ForEach(each);
        }
        catch (StorageException e)
        {
            throw new InputException(e.Message);
        }
    }
}
