namespace Switchyard.Cli;

/// <summary>Writes beside the target and moves into place, so that a failure leaves the old file as it was.</summary>
internal static class OutputFile
{
    public static void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    public static void Write(string path, byte[] bytes)
    {
        var temporary = path + ".tmp";
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be written ({e.Message.TrimEnd('.')}): choose a folder that exists and that you may write to.");
        }
    }
}
