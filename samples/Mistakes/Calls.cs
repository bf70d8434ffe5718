using Switchyard;
using static Switchyard.Tier;

namespace Mistakes;

/// <summary>Tasks without a mistake of their own.</summary>
public partial class Desk(Router router)
{
    [Tier(Mid), Prompt("What does this customer want? {message}")]
    public partial Task<string> IntentAsync(string message, CancellationToken cancellationToken = default);

    [Tier(Mid), Prompt("In which language is this? {message}")]
    public partial Task<string> LanguageAsync(string message, CancellationToken cancellationToken = default);
}

/// <summary>Calls that wait, waste or cannot be stopped.</summary>
public class Calls(Desk desk)
{
    public string Text { get; private set; } = "";

    public async Task<string> OneAfterTheOtherAsync(string message)
    {
        var intent = await desk.IntentAsync(message); // SWY5001
        var language = await desk.LanguageAsync(message);
        return intent + language;
    }

    public async Task<int> LineByLineAsync(string message)
    {
        var refunds = 0;
        foreach (var line in message.Split('\n'))
            refunds += (await desk.IntentAsync(line)).Length; // SWY5002
        return refunds;
    }

    public async Task<string> InstructAsync(string message) =>
        await desk.IntentAsync("Translate into English, then answer: " + message); // SWY5003

    public async Task ForgetAsync(string message) =>
        await desk.IntentAsync(message); // SWY5004

    public async Task<string> DropTokenAsync(string message, CancellationToken cancellationToken) =>
        await desk.IntentAsync(message) + cancellationToken; // SWY5005

    public async void OnClick(object sender, EventArgs e) =>
        Text = await desk.IntentAsync(Text); // SWY5006
}
