using System.Text;

namespace Switchyard.Cli;

/// <summary>Reads files that the user named.</summary>
internal static class InputFile
{
    public static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read ({e.Message.TrimEnd('.')}): check the name.");
        }
    }
}
